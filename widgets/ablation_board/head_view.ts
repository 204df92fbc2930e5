import type { AblationBoardState, BoardView } from "../../src/bridge/protocol/ablation_board.ts";
import { element } from "../shared/elements.ts";
import { KERNEL_GONE } from "../shared/kernel_gone.ts";

/** Name and state of the study, how many rows are done, a button that ends it, and which curves are drawn. */
export class HeadView {
  /** The elements, to be put above all else. */
  readonly parts: readonly HTMLElement[];
  readonly #name = element("bdi", { class: "wa-name" });
  readonly #state = element("span", { class: "wa-state", attributes: { role: "status" } });
  readonly #stop: HTMLButtonElement;
  readonly #bar = element("i");
  readonly #progress: HTMLElement;
  readonly #problem = element("div", { class: "wa-note", attributes: { role: "alert", hidden: true } });
  readonly #gone = element("div", {
    class: "wa-note",
    text: KERNEL_GONE,
    attributes: { role: "status", "data-kind": "gone", hidden: true },
  });
  readonly #term: HTMLSelectElement;
  readonly #log: HTMLInputElement;
  #terms = "";

  /**
   * @param stop Ends the study.
   * @param change Changes how pages draw.
   */
  constructor(stop: () => void, change: (view: Partial<BoardView>) => void) {
    this.#stop = element("button", {
      text: "Stop",
      attributes: { type: "button", title: "Give up the rows under way; finished ones are kept" },
      on: {
        click: () => {
          // Not "disabled", which would take the keyboard's focus away.
          if (this.#stop.ariaDisabled === "true") return;
          this.#stop.ariaDisabled = "true";
          stop();
        },
      },
    });
    this.#term = element("select", { on: { change: () => change({ term: this.#term.value }) } });
    this.#log = element("input", {
      attributes: { type: "checkbox" },
      on: { change: () => change({ log: this.#log.checked }) },
    });
    const attributes = { role: "progressbar", "aria-label": "Rows done", "aria-valuemin": 0 };
    this.#progress = element("div", { class: "wa-progress", attributes }, [this.#bar]);
    const options = element("div", { class: "wa-options" }, [
      element("label", {}, ["curves ", this.#term]),
      element("label", {}, [this.#log, " log"]),
    ]);
    const header = element("header", {}, [this.#name, this.#state, options, this.#stop]);
    this.parts = [header, this.#progress, this.#problem, this.#gone];
  }

  /** Says that the kernel is silent, and lets the study be ended again. */
  isGone(gone: boolean): void {
    this.#gone.hidden = !gone;
    if (gone) this.#stop.ariaDisabled = null;
  }

  /** Shows where the study stands. */
  update({ name, state, rows, problem, terms, view, live }: AblationBoardState): void {
    const done = rows.filter((row) => row.state === "done").length;
    const kept = rows.filter((row) => row.kept).length;
    const failed = rows.filter((row) => row.state === "failed").length;
    const notes = [`${done} of ${rows.length} rows`, ...(kept > 0 ? [`${kept} kept from before`] : [])];
    if (failed > 0) notes.push(`${failed} failed`);
    const text = `${state} · ${notes.join(", ")}`;
    this.#name.textContent = name;
    if (this.#state.textContent !== text) this.#state.textContent = text;
    const under = rows.filter((row) => row.state === "training")
      .reduce((sum, { epoch, nEpochs }) => sum + (nEpochs > 0 ? epoch / nEpochs : 0), 0);
    this.#bar.style.width = `${100 * (done + failed + under) / Math.max(1, rows.length)}%`;
    this.#progress.setAttribute("aria-valuenow", String(done));
    this.#progress.setAttribute("aria-valuemax", String(rows.length));
    this.#stop.hidden = !live || state !== "running";
    this.#problem.hidden = problem === null;
    this.#problem.textContent = problem ?? "";
    const known = JSON.stringify(terms);
    if (known !== this.#terms) {
      this.#terms = known;
      this.#term.replaceChildren(
        ...terms.map((term) => element("option", { text: term, attributes: { value: term } })),
      );
    }
    this.#term.value = terms.includes(view.term) ? view.term : "total";
    this.#log.checked = view.log;
  }
}
