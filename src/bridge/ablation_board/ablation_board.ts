import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import { DISPLAY, type DisplayBundle, displayBundle } from "../../core/renderers.ts";
import type { Study } from "../../study/study.ts";
import { SOURCE } from "../bundles/ablation_board.ts";
import { findHost } from "../find_host.ts";
import { ReplacedDisplays } from "../loss_live/replaced_displays.ts";
import { PROTOCOL_VERSION } from "../protocol.ts";
import type { AblationBoardState } from "../protocol/ablation_board.ts";
import { withoutLarge } from "../stock/without_large.ts";
import type { WidgetHost } from "../widget_host.ts";
import { WidgetModel } from "../widget_model.ts";
import { type BoardSpots, boardSpots, boardTraits } from "./board_traits.ts";
import { checkBoardView } from "./check_board_view.ts";
import { Paced } from "./paced.ts";
import { stillBoard } from "./still_board.ts";

/** Options of {@linkcode ablationBoard}. */
export interface AblationBoardOptions {
  /** Where it lives; default the host found. */
  readonly host?: WidgetHost | undefined;
}

/** Least ms between two states to the page. */
const EVERY = 400;
/** Most of this thread's time that making them may take. */
const SHARE = 0.03;

/**
 * The live view of a study: small curves of every line, a table that fills in, and the map of the row picked. Made by
 * {@linkcode ablationBoard}; a study that is displayed makes its own. When the study has ended, the view is replaced by one
 * that needs no kernel, with a still picture inside.
 *
 * @example
 * ```ts
 * import { ablationBoard } from "weft/bridge";
 * import { AnnData, Dense } from "weft/data";
 * import { smart } from "weft/methods";
 * import { compare } from "weft/study";
 * import assert from "node:assert/strict";
 *
 * const points = new Dense(Float32Array.from({ length: 60 }, (_, i) => Math.sin(i * i)), { shape: [20, 3] });
 * const options = { useRep: "X", seeds: 1, nEpochs: 2, nClusters: 2, workers: 0, cacheDir: null };
 * const study = compare(new AnnData({ X: points }), [smart({ useGraph: false, nLatent: 4 })], options);
 * const board = ablationBoard(study);
 * await board.settled();
 * assert.equal(board.state.lines[0]!.n, 1);
 * assert.match(board.still(), /^<svg/);
 * ```
 */
export class AblationBoard {
  /** Source of the widget's ES module. */
  readonly module: string = SOURCE;
  /** The study. */
  readonly study: Study<unknown>;
  /** What pages see of it. */
  readonly model: WidgetModel<AblationBoardState>;
  readonly #host: WidgetHost;
  readonly #spots: BoardSpots;
  readonly #displays: ReplacedDisplays;
  readonly #updates: Paced = new Paced(() => this.model.set(boardTraits(this.study, this.#spots)), {
    every: EVERY,
    share: SHARE,
  });
  readonly #settled: Promise<void>;
  readonly #unsubscribe: () => void;
  #ended = false;
  #closed = false;

  /**
   * Begins to watch.
   *
   * @param study The study.
   * @param options Where it lives.
   */
  constructor(study: Study<unknown>, { host = findHost() }: AblationBoardOptions = {}) {
    this.study = study;
    this.#host = host;
    this.#spots = boardSpots(study);
    this.#displays = new ReplacedDisplays(host);
    const { x, y } = this.#spots;
    const state: AblationBoardState = {
      protocol: PROTOCOL_VERSION,
      name: study.name,
      problem: null,
      ...boardTraits(study, this.#spots),
      x,
      y,
      view: { line: 0, row: 0, term: "total", log: true, sort: null },
      live: host.kind === "weft",
    };
    const fallback = () => displayBundle("ablation-board", this);
    this.model = new WidgetModel({ module: SOURCE, host, state, checks: { view: checkBoardView }, fallback });
    this.model.onMessage((content) => this.#asked(content));
    // A state is told at once: nothing may come after it.
    this.#unsubscribe = host.kind === "none"
      ? () => {}
      : study.subscribe((event) => this.#updates.ask(event.kind === "state"));
    this.#settled = study.result().then(() => this.#end(null), (error) => this.#end(error));
  }

  /** Everything that pages see of it now, as it can be kept. */
  get state(): AblationBoardState {
    const { model } = this;
    const fixed = ["protocol", "name", "problem", "x", "y", "view", "live"] as const;
    const kept = Object.fromEntries(fixed.map((name) => [name, model.get(name)]));
    return { ...kept, ...boardTraits(this.study, this.#spots) } as AblationBoardState;
  }

  /** Curves, table and maps as they are now: SVG that needs nothing else. */
  still(): string {
    return stillBoard(this.state);
  }

  /** Resolves when the study has ended, whatever way, and the last picture is shown. */
  settled(): Promise<void> {
    return this.#settled;
  }

  /** Watches no longer, and takes the view off all pages. The study goes on. */
  close(): void {
    this.#closed = true;
    this.#unsubscribe();
    this.#updates.end();
    this.model.close();
  }

  /** The study in words, with its table. */
  toString(): string {
    return String(this.study);
  }

  /**
   * Shows it where there is a page, and says so with an empty bundle: the display is one that can be replaced by the
   * still picture when the study ends.
   *
   * @returns What stands for it where there is no page, or when the study has ended.
   */
  async [DISPLAY](): Promise<DisplayBundle> {
    const isWatched = this.#host.kind !== "none";
    if (isWatched && this.study.state !== "running") await this.#settled;
    if (this.#ended || !isWatched) {
      const still = displayBundle("ablation-board", this);
      return this.#host.kind === "stock" ? withoutLarge(still) : still;
    }
    this.model.set(boardTraits(this.study, this.#spots));
    await this.#displays.show(await this.model[DISPLAY]());
    // The study may have ended meanwhile.
    if (this.#ended) await this.#displays.replace(displayBundle("ablation-board", this));
    return {};
  }

  async #end(error: unknown): Promise<void> {
    if (this.#closed) return;
    this.#unsubscribe();
    this.#updates.end();
    const problem = this.study.state === "failed" ? messageOf(error) : null;
    this.model.set({ ...boardTraits(this.study, this.#spots), problem });
    this.#ended = true;
    try {
      await this.#displays.replace(displayBundle("ablation-board", this));
      await this.model.flush();
    } catch (failure) {
      this.#host.warn(messageOf(failure));
    }
  }

  #asked(content: unknown): void {
    const { kind } = (content ?? {}) as Record<string, unknown>;
    if (kind === "stop") return this.study.stop();
    if (kind === "weft.hello") return this.model.send({ kind });
    const found = show(JSON.stringify(content)?.slice(0, 80));
    throw new WeftError("InvalidArgument", { expected: "stop or weft.hello", found });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
