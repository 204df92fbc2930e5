import type { AnyModel } from "@anywidget/types";
import type { LossLiveMessage, LossLiveRows, LossLiveView } from "../../src/bridge/protocol/loss_live.ts";
import { arrayOf } from "../shared/arrays.ts";
import { widgetRoot } from "../shared/base_style.ts";
import { element } from "../shared/elements.ts";
import { KERNEL_GONE } from "../shared/kernel_gone.ts";
import { KernelWatch } from "../shared/kernel_watch.ts";
import { followTheme } from "../shared/theme.ts";
import { type ChartData, ChartView } from "./chart_view.ts";
import { GrowingCurve } from "./growing_curve.ts";
import { HeadView } from "./head_view.ts";
import { LegendView } from "./legend_view.ts";
import { OptionsView } from "./options_view.ts";
import { Reading } from "./reading.ts";
import { RunButtons } from "./run_buttons.ts";
import { curveOf, othersOf, spotsOf, traitOf } from "./run_state.ts";
import { STYLE } from "./style.ts";
import { pictureText } from "./texts.ts";
import { TissueView } from "../shared/tissue_view.ts";

/** Time that the kernel has to answer when it seems to be gone, in ms. */
const SOON = 2500;

/** Everything on the page that belongs to one view of a run. */
export class LossLiveWidget {
  /** Its element. */
  readonly root: HTMLElement;
  readonly #model: AnyModel;
  readonly #curve = new GrowingCurve();
  readonly #chart = new ChartView();
  readonly #reading = new Reading(this.#chart);
  readonly #tissue = new TissueView();
  readonly #caption = element("figcaption");
  readonly #figure: HTMLElement;
  readonly #gone = element("div", {
    class: "wl-note",
    text: KERNEL_GONE,
    attributes: { "data-kind": "gone", hidden: true },
  });
  readonly #buttons = new RunButtons((action) => {
    this.#send({ kind: "control", action });
    this.#watch.doubt();
  });
  readonly #head = new HeadView(this.#buttons);
  readonly #options = new OptionsView((view) => this.#change(view));
  readonly #legend = new LegendView((hidden) => this.#change({ hidden }));
  readonly #watch = new KernelWatch(() => this.#askRows(), (gone) => this.#isGone(gone));
  readonly #ended = new AbortController();
  readonly #resized = new ResizeObserver(() => this.#draw());
  #frame = 0;
  /** A trait is being set here: that is no sign of the kernel. */
  #setting = false;

  /** @param model What the kernel says of the run. */
  constructor(model: AnyModel) {
    this.#model = model;
    this.#figure = element("figure", { class: "wl-tissue" }, [this.#caption, this.#tissue.canvas]);
    const curves = element("div", { class: "wl-curves" }, [this.#options.root, this.#chart.root, this.#legend.root]);
    const body = element("div", { class: "wl-body" }, [curves, this.#figure]);
    this.root = widgetRoot("weft-loss", STYLE);
    this.root.append(...this.#head.parts, this.#gone, body);
    followTheme(this.root, this.#ended.signal);
    this.#listen("change:curve", () => this.#reset());
    this.#listen("change:terms", () => this.#reset());
    for (const name of ["comm:close", "comm_live_update"]) this.#listen(name, () => this.#watch.doubt(SOON));
    for (const name of ["change:x", "change:labels"]) this.#listen(name, () => this.#showSpots());
    this.#listen("change", () => this.#setting ? this.#draw() : this.#heard());
    this.#listen("msg:custom", (content, buffers) => this.#take(content as LossLiveRows, buffers as DataView[]));
    this.#resized.observe(this.#chart.root);
    this.#resized.observe(this.#figure);
    this.#reset();
    this.#showSpots();
    if (this.#live && !this.#over) this.#watch.doubt();
  }

  /** Listens no longer and frees what the page does not free by itself. */
  end(): void {
    this.#ended.abort();
    this.#resized.disconnect();
    this.#watch.end();
    cancelAnimationFrame(this.#frame);
  }

  get #live(): boolean {
    return traitOf(this.#model, "live");
  }

  get #over(): boolean {
    const state = traitOf(this.#model, "state");
    return state === "done" || state === "interrupted" || state === "failed";
  }

  #listen(name: string, listener: (...values: unknown[]) => void): void {
    this.#model.on(name, listener);
    this.#ended.signal.addEventListener("abort", () => this.#model.off(name, listener));
  }

  #heard(): void {
    if (this.#over) {
      this.#watch.end();
      this.#isGone(false);
    } else if (this.#live) this.#watch.heard();
    this.#draw();
  }

  #take(content: LossLiveRows, buffers: readonly DataView[]): void {
    if (content.kind !== "rows") return;
    const fits = this.#curve.take(content, arrayOf(buffers[0], "float32"));
    if (!fits) this.#askRows();
    this.#heard();
  }

  /** Takes the whole curve. */
  #reset(): void {
    const whole = curveOf(this.#model);
    this.#curve.reset(whole, traitOf(this.#model, "terms").length);
    this.#draw();
  }

  #askRows(): void {
    this.#send({ kind: "rows", from: this.#curve.length });
  }

  #send(message: LossLiveMessage): void {
    if (this.#live) this.#model.send(message);
  }

  #isGone(gone: boolean): void {
    this.#gone.hidden = !gone;
    if (gone) this.#buttons.release();
  }

  #change(change: Partial<LossLiveView>): void {
    this.#setting = true;
    this.#model.set("view", { ...traitOf(this.#model, "view"), ...change });
    this.#model.save_changes();
    this.#setting = false;
    this.#draw();
  }

  #showSpots(): void {
    this.#tissue.show({ ...spotsOf(this.#model), colors: traitOf(this.#model, "colors") });
    this.#draw();
  }

  /** Draws everything in the next frame, however often it is asked for. */
  #draw(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#paint();
    });
  }

  #paint(): void {
    const model = this.#model;
    const data: ChartData = {
      curve: this.#curve.values,
      others: othersOf(model),
      terms: traitOf(model, "terms"),
      termColors: traitOf(model, "termColors"),
      weights: traitOf(model, "weights"),
      marker: traitOf(model, "marker"),
      view: traitOf(model, "view"),
    };
    this.root.dataset.state = traitOf(model, "state");
    this.#head.update(model);
    this.#buttons.update(traitOf(model, "state"), this.#live);
    this.#options.update(data.view);
    this.#chart.draw(data);
    this.#reading.update(data);
    this.#legend.update(data);
    this.#paintPicture();
  }

  #paintPicture(): void {
    const model = this.#model;
    const text = pictureText({
      places: traitOf(model, "places"),
      pictureEpoch: traitOf(model, "pictureEpoch"),
      nClusters: traitOf(model, "nClusters"),
      pictureProblem: traitOf(model, "pictureProblem"),
    });
    if (this.#caption.textContent !== text) this.#caption.replaceChildren(element("bdi", { text }));
    this.#tissue.canvas.setAttribute("aria-label", text);
    this.#tissue.draw();
  }
}
