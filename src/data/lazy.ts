/** A value made when it is first asked for, then kept. */
export class Lazy<T> {
  #make: (() => T) | undefined;
  #value: T | undefined;

  /**
   * A value still to be made.
   *
   * @param make Makes the value; called once at most.
   */
  constructor(make: () => T) {
    this.#make = make;
  }

  /** The value. */
  get value(): T {
    if (this.#make) {
      this.#value = this.#make();
      this.#make = undefined;
    }
    return this.#value as T;
  }
}
