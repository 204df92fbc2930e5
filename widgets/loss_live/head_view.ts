import type { AnyModel } from "@anywidget/types";
import type { RunButtons } from "./run_buttons.ts";
import { element } from "../shared/elements.ts";
import { traitOf } from "./run_state.ts";
import { durationText, rateText, stateText } from "./texts.ts";

/** Name and state of the run, how far it has come and how fast it goes. */
export class HeadView {
  /** The elements, to be put above all else. */
  readonly parts: readonly HTMLElement[];
  readonly #name = element("bdi", { class: "wl-name" });
  readonly #state = element("span", { class: "wl-state", attributes: { role: "status" } });
  readonly #bar = element("i");
  readonly #progress: HTMLElement;
  readonly #facts = element("div", { class: "wl-facts" });
  readonly #problem = element("div", { class: "wl-note", attributes: { role: "alert", hidden: true } });

  /** @param buttons What stands at the right. */
  constructor(buttons: RunButtons) {
    const attributes = { role: "progressbar", "aria-label": "Epochs done", "aria-valuemin": 0 };
    this.#progress = element("div", { class: "wl-progress", attributes }, [this.#bar]);
    const header = element("header", {}, [this.#name, this.#state, buttons.root]);
    this.parts = [header, this.#progress, this.#facts, this.#problem];
  }

  /** Shows where the run stands. */
  update(model: AnyModel): void {
    const [epoch, nEpochs, state] = [traitOf(model, "epoch"), traitOf(model, "nEpochs"), traitOf(model, "state")];
    this.#name.textContent = traitOf(model, "name");
    const text = stateText({ state, stopReason: traitOf(model, "stopReason") });
    if (this.#state.textContent !== text) this.#state.textContent = text;
    this.#bar.style.width = `${nEpochs > 0 ? 100 * epoch / nEpochs : 0}%`;
    this.#progress.setAttribute("aria-valuenow", String(epoch));
    this.#progress.setAttribute("aria-valuemax", String(nEpochs));
    const going = state === "training";
    const seconds = traitOf(model, "secondsLeft");
    const rate = rateText(traitOf(model, "rate"));
    this.#facts.replaceChildren(
      element("span", {}, ["epoch ", element("b", { text: String(epoch) }), ` of ${nEpochs}`]),
      ...(rate !== "" && state !== "paused" && state !== "preparing" ? [element("span", { text: rate })] : []),
      ...(going && seconds !== null ? [element("span", { text: `${durationText(seconds)} left` })] : []),
    );
    const problem = traitOf(model, "problem");
    this.#problem.hidden = problem === null;
    this.#problem.replaceChildren(element("bdi", { text: problem ?? "" }));
  }
}
