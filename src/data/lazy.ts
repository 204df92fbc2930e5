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

  /** A value that is there already. */
  static of<T>(value: T): Lazy<T> {
    const lazy = new Lazy(() => value);
    lazy.#make = undefined;
    lazy.#value = value;
    return lazy;
  }

  /** Whether the value has been made. */
  get ready(): boolean {
    return this.#make === undefined;
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
