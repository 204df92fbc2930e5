import { checkInteger } from "../../core/check.ts";
import { isWeftError } from "../../core/is_weft_error.ts";
import { DISPLAY, type DisplayBundle, displayBundle } from "../../core/renderers.ts";
import type { Annotated } from "../../data/annotated.ts";
import { sectionsOf } from "../../data/sections_of.ts";
import { palette } from "../../plot/palette.ts";
import type { EpochLosses } from "../../train/history.ts";
import type { Run, RunEvent, RunState } from "../../train/run.ts";
import { SOURCE } from "../bundles/loss_live.ts";
import { findHost } from "../find_host.ts";
import { PROTOCOL_VERSION } from "../protocol.ts";
import type { LossLiveRows, LossLiveState } from "../protocol/loss_live.ts";
import { withoutLarge } from "../stock/without_large.ts";
import type { WidgetHost } from "../widget_host.ts";
import { WidgetModel } from "../widget_model.ts";
import { checkView } from "./check_view.ts";
import { readControl } from "./control.ts";
import { Curve } from "./curve.ts";
import { LivePicture, type PictureTraits } from "./live_picture.ts";
import { Pace } from "./pace.ts";
import { ReplacedDisplays } from "./replaced_displays.ts";
import { runTraits } from "./run_traits.ts";
import { Speed } from "./speed.ts";
import { still } from "./still.ts";

/** Options of {@linkcode lossLive}. */
export interface LossLiveOptions {
  /** Clusters in the picture of the tissue, at most 255; default 8. */
  readonly nClusters?: number | undefined;
  /** Other runs of the method, such as other seeds, whose curves are drawn faintly behind; default none. */
  readonly others?: readonly Run<Annotated>[] | undefined;
  /**
   * Column of `obs` that tells sections, which lie side by side in the picture of the tissue; default what the method was
   * told, else none.
   */
  readonly libraryKey?: string | undefined;
  /** Where it lives; default the host found. */
  readonly host?: WidgetHost | undefined;
}

/** Least ms between two parcels of rows to the page. */
const ROWS_EVERY = 100;
/** Most of the training's time that sending rows may take. */
const ROWS_SHARE = 0.005;
/** A grey, for the total is no term. */
const TOTAL_COLOR = "#858c96";
const NO_LABELS = new Uint8Array(0);

/**
 * The live view of a run: a curve a loss term, how fast it goes, buttons that hold and end it, and the tissue coloured by
 * the clusters of the present embedding. Made by {@linkcode lossLive}; a run that is displayed makes its own.
 *
 * It costs the training next to nothing: rows go out ten times a second, and once a second an embedding is handed to
 * another thread, which clusters it; on a busy machine both happen less often. When the run has ended, the view is
 * replaced by one that needs no kernel, with a still picture inside.
 *
 * @example
 * ```ts
 * import { lossLive } from "weft/bridge";
 * import { AnnData, Dense } from "weft/data";
 * import { smart } from "weft/methods";
 * import { train } from "weft/train";
 * import assert from "node:assert/strict";
 *
 * const points = new Dense(Float32Array.from({ length: 60 }, (_, i) => Math.sin(i * i)), { shape: [20, 3] });
 * const run = train(new AnnData({ X: points }), smart({ useGraph: false, nLatent: 4 }), { useRep: "X", nEpochs: 3 });
 * const view = lossLive(run, { nClusters: 2 });
 * await view.settled();
 * assert.deepEqual(view.state.terms, ["total", "recon_X", "triplet_X"]);
 * assert.equal(view.state.curve.length, 9);
 * assert.match(view.still(), /^<svg/);
 * ```
 */
export class LossLive {
  /** Source of the widget's ES module. */
  readonly module: string = SOURCE;
  /** The run. */
  readonly run: Run<Annotated>;
  /** What pages see of it. */
  readonly model: WidgetModel<LossLiveState>;
  readonly #host: WidgetHost;
  readonly #others: readonly Run<Annotated>[];
  readonly #traits: readonly (keyof LossLiveState)[];
  readonly #curve: Curve = new Curve();
  readonly #speed: Speed = new Speed();
  readonly #pace: Pace = new Pace({ every: ROWS_EVERY, share: ROWS_SHARE });
  readonly #picture: LivePicture;
  readonly #displays: ReplacedDisplays;
  readonly #settled: Promise<void>;
  readonly #unsubscribe: () => void;
  #sent = 0;
  #ended = false;
  #closed = false;
  #cost = 0;

  /**
   * Begins to watch.
   *
   * @param run The run.
   * @param options Clusters, other runs, where it lives.
   * @throws {WeftError} `InvalidArgument` for a number of clusters that is none, `NotFound` for a column that is not there.
   */
  constructor(run: Run<Annotated>, options: LossLiveOptions = {}) {
    const { nClusters = 8, others = [], libraryKey = run.libraryKey, host = findHost() } = options;
    checkInteger(nClusters, "nClusters", 1, 255);
    if (options.libraryKey !== undefined) sectionsOf(run.data, options.libraryKey);
    this.run = run;
    this.#others = others;
    this.#host = host;
    this.#picture = new LivePicture(run, nClusters, libraryKey);
    this.#displays = new ReplacedDisplays(host);
    for (const losses of run.losses) this.#curve.add(losses);
    const state = this.#firstState(nClusters);
    this.#traits = Object.keys(state) as (keyof LossLiveState)[];
    const fallback = () => displayBundle("loss-live", this);
    this.model = new WidgetModel({ module: SOURCE, host, state, checks: { view: checkView }, fallback });
    this.model.onMessage((content) => this.#asked(content));
    if (this.#watched && !isOver(run.state)) this.#picture.prepare();
    this.#unsubscribe = run.subscribe((event) => this.#hear(event));
    this.#settled = run.result().then(() => this.#end(null), (error) => this.#end(error));
  }

  /** Everything that pages see of it now, as it can be kept. */
  get state(): LossLiveState {
    const traits = Object.fromEntries(this.#traits.map((name) => [name, this.model.get(name)]));
    return { ...traits as unknown as LossLiveState, ...runTraits(this.run), curve: this.#curve.rows() };
  }

  /** Milliseconds of the training's thread that it has taken so far. */
  get cost(): number {
    return this.#cost + this.#picture.cost;
  }

  /** Curves and tissue as they are now: SVG that needs nothing else. */
  still(): string {
    return still(this.state);
  }

  /** Resolves when the run has ended, whatever way, and the last picture is drawn and shown. */
  settled(): Promise<void> {
    return this.#settled;
  }

  /** Watches no longer, and takes the view off all pages. The run goes on. */
  close(): void {
    this.#closed = true;
    this.#unsubscribe();
    this.#picture.close();
    this.model.close();
  }

  /** How far the run has come. */
  toString(): string {
    return String(this.run);
  }

  /**
   * Shows it where there is a page, and says so with an empty bundle: the display is one that can be replaced by the
   * still picture when the run ends.
   *
   * @returns What stands for it where there is no page, or when the run has ended.
   */
  async [DISPLAY](): Promise<DisplayBundle> {
    if (this.#watched && isOver(this.run.state)) await this.#settled;
    if (this.#ended || !this.#watched) {
      const still = displayBundle("loss-live", this);
      return this.#host.kind === "stock" ? withoutLarge(still) : still;
    }
    // A page that cannot ask for rows needs all of them in the state that it opens with.
    this.#say(this.#whole());
    await this.#displays.show(await this.model[DISPLAY]());
    // The run may have ended meanwhile.
    if (this.#ended) await this.#displays.replace(displayBundle("loss-live", this));
    return {};
  }

  /** Whether there is somebody to look. */
  get #watched(): boolean {
    return this.#host.kind !== "none";
  }

  #firstState(nClusters: number): LossLiveState {
    const { run } = this;
    return {
      protocol: PROTOCOL_VERSION,
      name: `${run.name}, seed ${run.seed}`,
      nEpochs: run.nEpochs,
      ...runTraits(run),
      problem: null,
      ...this.#whole(),
      rate: 0,
      secondsLeft: null,
      ...this.#picture.places,
      labels: NO_LABELS,
      nClusters,
      colors: palette(nClusters),
      pictureEpoch: 0,
      pictureProblem: null,
      view: { log: true, weighted: false, smoothing: 0, hidden: [] },
      live: this.#host.kind === "weft",
    };
  }

  #whole(): Pick<LossLiveState, "terms" | "termColors" | "weights" | "curve" | "others"> {
    const { terms, weights } = this.#curve;
    const others = this.#others.map(({ seed, losses }) => ({ name: `seed ${seed}`, curve: this.#curve.like(losses) }));
    this.#sent = this.#curve.length;
    const termColors = [TOTAL_COLOR, ...palette(terms.length - 1)];
    return { terms, termColors, weights: [...weights], curve: this.#curve.rows(), others };
  }

  #hear(event: RunEvent): void {
    if (event.kind === "epoch") this.#epoch(event.losses);
    else this.#entered(event.state);
  }

  #epoch(losses: EpochLosses): void {
    const started = performance.now();
    const wider = this.#curve.add(losses);
    this.#speed.mark(started, this.run.epoch);
    const due = this.#watched && this.#pace.due(started);
    if (wider) this.#say(this.#whole());
    else if (due) this.#sendRows();
    const now = performance.now();
    this.#cost += now - started;
    if (due || wider) this.#pace.spent(now, now - started);
    if (this.#watched && this.#picture.due(now)) void this.#draw(this.#picture.draw());
  }

  #sendRows(): void {
    this.#say({});
    const rows: LossLiveRows = { kind: "rows", from: this.#sent, nTerms: this.#curve.terms.length };
    this.model.send(rows, [this.#curve.rows(this.#sent)]);
    this.#sent = this.#curve.length;
  }

  #entered(state: RunState): void {
    if (state === "paused") this.#speed.hold();
    this.#say(state === "training" ? {} : this.#whole());
  }

  #say(changes: Partial<LossLiveState>): void {
    const { run } = this;
    const secondsLeft = isOver(run.state) ? null : this.#speed.secondsFor(run.nEpochs - run.epoch);
    this.model.set({ ...runTraits(run), rate: this.#speed.rate, secondsLeft, ...changes });
  }

  async #draw(picture: Promise<PictureTraits>): Promise<void> {
    try {
      this.model.set(await picture);
    } catch (error) {
      // The thread is ended with the run, whatever it was at.
      if (!isWeftError(error, "Aborted")) this.model.set({ pictureProblem: messageOf(error) });
    }
  }

  async #end(error: unknown): Promise<void> {
    if (this.#closed) return;
    this.#unsubscribe();
    this.#picture.close();
    this.#say({ ...this.#whole(), problem: this.run.state === "failed" ? messageOf(error) : null });
    if (error === null) await this.#draw(this.#picture.drawLast());
    this.#ended = true;
    try {
      await this.#displays.replace(displayBundle("loss-live", this));
      await this.model.flush();
    } catch (failure) {
      this.#host.warn(messageOf(failure));
    }
  }

  #asked(content: unknown): void {
    const message = readControl(content);
    if (message.kind === "control") return this.run[message.action]();
    const rows: LossLiveRows = { kind: "rows", from: message.from, nTerms: this.#curve.terms.length };
    this.model.send(rows, [this.#curve.rows(message.from)]);
  }
}

function isOver(state: RunState): boolean {
  return state === "done" || state === "interrupted" || state === "failed";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
