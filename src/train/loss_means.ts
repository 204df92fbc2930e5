import type { EpochLosses } from "./history.ts";

/** Sums over the updates of an epoch so far. */
export interface LossSums {
  /** Updates that count in the total. */
  readonly nTotals: number;
  /** Sum of their totals. */
  readonly total: number;
  /** For each term: its sum, updates that had it, and its weight. */
  readonly terms: Readonly<Record<string, readonly [sum: number, count: number, weight: number]>>;
}

/** Means of the losses over an epoch's updates: of each term over those that have it. */
export class LossMeans {
  #total = 0;
  #nTotals = 0;
  readonly #terms = new Map<string, [sum: number, count: number, weight: number]>();

  /** Without updates, or with those of saved sums. */
  constructor(start?: LossSums) {
    if (!start) return;
    this.#total = start.total;
    this.#nTotals = start.nTotals;
    for (const [name, [sum, count, weight]] of Object.entries(start.terms)) this.#terms.set(name, [sum, count, weight]);
  }

  /** Adds an update; one that does not count in the total has terms of weight 0. */
  add({ total, terms, weights }: EpochLosses, inTotal: boolean): void {
    if (inTotal) {
      this.#total += total;
      this.#nTotals++;
    }
    for (const [name, value] of Object.entries(terms)) {
      const [sum, count] = this.#terms.get(name) ?? [0, 0];
      this.#terms.set(name, [sum + value, count + 1, inTotal ? weights[name]! : 0]);
    }
  }

  /** The means so far. */
  get means(): EpochLosses {
    const of = (pick: (term: readonly [number, number, number]) => number) =>
      Object.fromEntries([...this.#terms].map(([name, term]) => [name, pick(term)]));
    const total = this.#nTotals === 0 ? 0 : this.#total / this.#nTotals;
    return { total, terms: of(([sum, count]) => sum / count), weights: of(([, , weight]) => weight) };
  }

  /** What it holds, for a checkpoint. */
  save(): LossSums {
    const terms = Object.fromEntries([...this.#terms].map(([name, [...term]]) => [name, term] as const));
    return { nTotals: this.#nTotals, total: this.#total, terms };
  }
}
