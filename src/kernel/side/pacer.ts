/** How fast output may leave. */
export interface PacerOptions {
  /** Characters a millisecond, in the long run. */
  readonly rate: number;
  /** Characters that may leave at once after a rest. */
  readonly burst: number;
  /** Milliseconds that have passed since some moment. */
  readonly now: () => number;
  /** Waits, holding the thread. */
  readonly wait: (ms: number) => void;
}

/** Holds a thread that puts out more than a rate, and no other. */
export class Pacer {
  readonly #options: PacerOptions;
  #left: number;
  #last: number;

  /** @param options How fast output may leave. */
  constructor(options: PacerOptions) {
    this.#options = options;
    this.#left = options.burst;
    this.#last = options.now();
  }

  /** Waits until `amount` characters may leave. */
  take(amount: number): void {
    const { rate, burst, now, wait } = this.#options;
    const time = now();
    this.#left = Math.min(burst, this.#left + (time - this.#last) * rate) - amount;
    this.#last = time;
    if (this.#left < 0) wait(Math.ceil(-this.#left / rate));
  }
}
