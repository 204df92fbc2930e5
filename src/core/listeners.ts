/** Functions that are called when something happens; what one throws or rejects with stops no other. */
export class Listeners<Arguments extends unknown[]> {
  readonly #listeners = new Set<(...values: Arguments) => unknown>();
  readonly #failed: (error: unknown) => void;

  /** @param failed Told what a listener throws or rejects with. */
  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** Adds a listener; returns what takes it back. */
  add(listener: (...values: Arguments) => unknown): () => void {
    // A function of its own, so that the same one may listen twice.
    const own = (...values: Arguments) => listener(...values);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  /** Calls all of them. */
  call(...values: Arguments): void {
    for (const listener of [...this.#listeners]) {
      try {
        const result = listener(...values);
        if (result instanceof Promise) result.catch(this.#failed);
      } catch (error) {
        this.#failed(error);
      }
    }
  }
}
