import { matchCodes } from "../cluster/match_codes.ts";
import { CategoricalColumn } from "../data/columns/categorical_column.ts";
import type { Codes } from "../data/columns/codes_of.ts";
import { StringColumn } from "../data/columns/string_column.ts";
import type { EpochLosses } from "../train/history.ts";
import type { ReadOut, Trained } from "./runner/task.ts";
import type { StudyRow, StudyRowState } from "./study_row.ts";

/** What a row is known by. */
export type RowHead = Pick<StudyRow, "variant" | "seed" | "nClusters" | "settings" | "nEpochs">;

/** One row as it fills in. */
export class RowBook {
  readonly #head: RowHead;
  #state: StudyRowState = "waiting";
  #kept = false;
  #losses: EpochLosses[] = [];
  #trained: Trained | undefined;
  #readOut: ReadOut | undefined;
  #problem: string | null = null;

  constructor(head: RowHead) {
    this.#head = head;
  }

  get state(): StudyRowState {
    return this.#state;
  }

  /** The cluster of each spot as it was found. */
  get labels(): Int32Array | undefined {
    return this.#readOut?.labels;
  }

  start(): void {
    this.#state = "training";
  }

  add(losses: readonly EpochLosses[]): void {
    this.#losses.push(...losses);
  }

  train(trained: Trained): void {
    this.#trained = trained;
    this.#losses = [...trained.losses];
  }

  finish(readOut: ReadOut, kept: boolean): void {
    this.#readOut = readOut;
    this.#kept = kept;
    this.#state = "done";
  }

  /** Ends it without a result. */
  end(state: "failed" | "stopped", problem: string | null): void {
    if (this.#state === "done") return;
    this.#state = state;
    this.#problem = problem;
  }

  /** What can be seen of it now; domains are named after the reference. */
  view(reference: Codes | undefined): StudyRow {
    const { stopReason, seconds = NaN } = this.#trained ?? {};
    return Object.freeze({
      ...this.#head,
      state: this.#state,
      kept: this.#kept,
      epoch: this.#losses.length,
      stopReason,
      losses: this.#losses,
      seconds,
      scores: this.#readOut?.scores ?? {},
      domains: this.#readOut && named(this.#readOut, reference),
      problem: this.#problem,
    });
  }
}

/** Clusters under the names of the reference that they share most spots with; those without a partner take free numbers. */
function named({ labels, names }: ReadOut, reference: Codes | undefined): CategoricalColumn {
  if (!reference) return new CategoricalColumn(new StringColumn(names), labels);
  const { codes, categories } = reference;
  const partners = matchCodes(labels, codes, names.length, categories.length);
  const order = [...categories];
  const own = Array.from(partners, (partner) => {
    if (partner >= 0) return partner;
    let free = order.length + 1;
    while (order.includes(`${free}`)) free++;
    return order.push(`${free}`) - 1;
  });
  const seen = [...new Set(own)].sort((a, b) => a - b);
  const place = new Map(seen.map((code, i) => [code, i]));
  const column = labels.map((label) => label < 0 ? -1 : place.get(own[label]!)!);
  return new CategoricalColumn(new StringColumn(seen.map((code) => order[code]!)), column);
}
