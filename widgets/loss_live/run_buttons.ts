import type { LossLiveMessage, LossLiveRunState } from "../../src/bridge/protocol/loss_live.ts";
import { element, svgElement } from "../shared/elements.ts";

type Action = Extract<LossLiveMessage, { kind: "control" }>["action"];

const SHAPES: Readonly<Record<Action, string>> = {
  pause: "M1 0h3v10H1zM6 0h3v10H6z",
  resume: "M1 0l9 5-9 5z",
  stop: "M1 1h8v8H1z",
};
const HINTS: Readonly<Record<Action, string>> = {
  pause: "Hold the run after the present epoch",
  resume: "Let the run go on",
  stop: "End the run; the result is what is trained by then",
};

/** Buttons that hold a run, let it go on and end it. */
export class RunButtons {
  /** The row of buttons. */
  readonly root: HTMLElement;
  readonly #pause: HTMLButtonElement;
  readonly #resume: HTMLButtonElement;
  readonly #stop: HTMLButtonElement;
  #state: LossLiveRunState | undefined;

  /** @param ask Tells the kernel. */
  constructor(ask: (action: Action) => void) {
    const button = (action: Action, text: string): HTMLButtonElement => {
      const icon = svgElement("svg", { attributes: { viewBox: "0 0 10 10", "aria-hidden": "true" } }, [
        svgElement("path", { attributes: { d: SHAPES[action] } }),
      ]);
      const made = element("button", { attributes: { type: "button", title: HINTS[action] } }, [icon, text]);
      made.addEventListener("click", () => {
        // Not "disabled", which would take the keyboard's focus away.
        if (made.ariaDisabled === "true") return;
        made.ariaDisabled = "true";
        ask(action);
      });
      return made;
    };
    this.#pause = button("pause", "Pause");
    this.#resume = button("resume", "Resume");
    this.#stop = button("stop", "Stop");
    this.root = element("div", { class: "wl-buttons" }, [this.#pause, this.#resume, this.#stop]);
  }

  /** Shows the buttons that make sense; all can be pressed again once the state has changed. */
  update(state: LossLiveRunState, live: boolean): void {
    const over = state === "done" || state === "interrupted" || state === "failed";
    const focused = [this.#pause, this.#resume].includes(document.activeElement as HTMLButtonElement);
    this.root.hidden = over || !live;
    this.#pause.hidden = state === "paused";
    this.#resume.hidden = state !== "paused";
    if (state === this.#state) return;
    this.#state = state;
    this.release();
    if (focused) (state === "paused" ? this.#resume : this.#pause).focus();
  }

  /** Lets all be pressed: the kernel has not answered. */
  release(): void {
    for (const each of [this.#pause, this.#resume, this.#stop]) each.ariaDisabled = null;
  }
}
