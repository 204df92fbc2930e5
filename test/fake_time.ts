/** Timers and `performance.now()` of the process, which pass when a test says so, until it is disposed of. */
export class FakeTime implements Disposable {
  readonly #timers = new Map<number, { readonly at: number; readonly work: () => void }>();
  readonly #setTimeout = globalThis.setTimeout;
  readonly #clearTimeout = globalThis.clearTimeout;
  readonly #performanceNow = performance.now;
  #now = 0;
  #last = 0;

  constructor() {
    globalThis.setTimeout = ((work: () => void, ms = 0) => {
      this.#timers.set(++this.#last, { at: this.#now + ms, work });
      return this.#last;
    }) as unknown as typeof setTimeout;
    globalThis.clearTimeout = (id) => void this.#timers.delete(id as number);
    performance.now = () => this.#now;
  }

  /** Something takes that long, in which no timer has its turn. */
  spend(ms: number): void {
    this.#now += ms;
  }

  /** Lets time pass; what is due is done in its order. */
  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const due = [...this.#timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      this.#timers.delete(due[0]);
      this.#now = Math.max(this.#now, due[1].at);
      due[1].work();
    }
    this.#now = Math.max(this.#now, end);
  }

  [Symbol.dispose](): void {
    globalThis.setTimeout = this.#setTimeout;
    globalThis.clearTimeout = this.#clearTimeout;
    performance.now = this.#performanceNow;
  }
}
