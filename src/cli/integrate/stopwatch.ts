/** Seconds by stage; every stage runs from the end of the one before. */
export class Stopwatch {
  readonly #started = performance.now();
  #last = this.#started;
  readonly #seconds: Record<string, number> = {};

  /** Ends a stage and gives its name. */
  lap(stage: string): void {
    const now = performance.now();
    this.#seconds[stage] = (this.#seconds[stage] ?? 0) + (now - this.#last) / 1000;
    this.#last = now;
  }

  /** Seconds of every stage and in all, to the millisecond. */
  seconds(): Record<string, number> {
    const total = (performance.now() - this.#started) / 1000;
    const round = (value: number) => Math.round(value * 1000) / 1000;
    return Object.fromEntries(
      Object.entries({ ...this.#seconds, total }).map(([stage, value]) => [stage, round(value)]),
    );
  }
}
