/** How often something may be done. */
export interface PaceOptions {
  /** Least time from one to the next, in ms. */
  readonly every: number;
  /** Most of all time that it may take. */
  readonly share: number;
}

/** Costs remembered: the least of them counts, so that one hiccup of the machine does not silence what is cheap. */
const REMEMBERED = 3;

/**
 * Decides when something is due that must not slow down what goes on beside it: no sooner than `every`, and so seldom
 * that it takes at most its `share` of the time. On a busy machine it costs more, and so is done less often.
 */
export class Pace {
  readonly #options: PaceOptions;
  readonly #costs: number[] = [];
  #next = -Infinity;

  /** @param options How often. */
  constructor(options: PaceOptions) {
    this.#options = options;
  }

  /** Whether it may be done at a time. */
  due(now: number): boolean {
    return this.wait(now) === 0;
  }

  /** Milliseconds from a time until it may be done. */
  wait(now: number): number {
    return Math.max(0, this.#next - now);
  }

  /** It has been done: when it was finished, and the ms it took. */
  spent(now: number, cost: number): void {
    this.#costs.push(cost);
    if (this.#costs.length > REMEMBERED) this.#costs.shift();
    const { every, share } = this.#options;
    this.#next = now + Math.max(every, Math.min(...this.#costs) / share);
  }
}
