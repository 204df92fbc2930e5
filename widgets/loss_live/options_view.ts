import type { LossLiveView } from "../../src/bridge/protocol/loss_live.ts";
import { element } from "../shared/elements.ts";

/** The slider's end: the share of the running mean that is kept at each epoch. */
const SMOOTHEST = 0.98;

/** Switches above the chart: logarithmic axis, weighted terms, smoothing. */
export class OptionsView {
  /** The row. */
  readonly root: HTMLElement;
  readonly #log = element("input", { attributes: { type: "checkbox" } });
  readonly #weighted = element("input", { attributes: { type: "checkbox" } });
  readonly #smoothing = element("input", { attributes: { type: "range", min: 0, max: 100, step: 1 } });

  /** @param change Called with what is to change. */
  constructor(change: (view: Partial<LossLiveView>) => void) {
    this.#log.addEventListener("change", () => change({ log: this.#log.checked }));
    this.#weighted.addEventListener("change", () => change({ weighted: this.#weighted.checked }));
    this.#smoothing.addEventListener("input", () => change({ smoothing: shareOf(Number(this.#smoothing.value)) }));
    const weighted = { title: "Each term times its weight, as it counts in the total" };
    this.root = element("div", { class: "wl-options" }, [
      element("span", { text: "Losses by epoch" }),
      element("label", {}, [this.#log, "log"]),
      element("label", { attributes: weighted }, [this.#weighted, "weighted"]),
      element("label", { attributes: { title: "Running mean over epochs" } }, ["smooth", this.#smoothing]),
    ]);
  }

  /** Shows what is set. */
  update({ log, weighted, smoothing }: LossLiveView): void {
    this.#log.checked = log;
    this.#weighted.checked = weighted;
    if (document.activeElement !== this.#smoothing) this.#smoothing.value = String(positionOf(smoothing));
  }
}

/** Fine steps where the smoothing is strong. */
function shareOf(position: number): number {
  return SMOOTHEST * (1 - (1 - position / 100) ** 2);
}

function positionOf(share: number): number {
  return Math.round(100 * (1 - Math.sqrt(Math.max(0, 1 - share / SMOOTHEST))));
}
