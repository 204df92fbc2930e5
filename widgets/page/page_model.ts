/** What hears a change of a trait. */
export type PageListener = (...args: readonly unknown[]) => void;

/**
 * The model that a widget sees on a page without a kernel: traits that only the page changes. It has the methods of
 * anywidget's model that a front end may call; what would go to a kernel goes nowhere.
 */
export class PageModel {
  readonly #state: Map<string, unknown>;
  readonly #listeners = new Map<string, Set<PageListener>>();
  readonly #changed = new Set<string>();

  /** @param state Traits by name; binary ones as `DataView`. */
  constructor(state: Readonly<Record<string, unknown>>) {
    this.#state = new Map(Object.entries(state));
  }

  /** A trait; `undefined` when there is none of that name. */
  get(name: string): unknown {
    return this.#state.get(name);
  }

  /** Sets a trait and tells those who listen to it. */
  set(name: string, value: unknown): void {
    if (Object.is(this.#state.get(name), value)) return;
    this.#state.set(name, value);
    this.#changed.add(name);
    this.#tell(`change:${name}`, this, value);
  }

  /** Ends a round of changes: listeners to `change` hear of it once. */
  save_changes(): void {
    if (this.#changed.size === 0) return;
    this.#changed.clear();
    this.#tell("change", this);
  }

  /** Calls a listener at each event of the names given, such as `change:color`, several parted by spaces. */
  on(names: string, listener: PageListener): void {
    for (const name of names.split(/\s+/)) {
      const known = this.#listeners.get(name) ?? new Set();
      this.#listeners.set(name, known.add(listener));
    }
  }

  /** Ends what `on` began: of one listener, of all of the names, or of everything. */
  off(names?: string | null, listener?: PageListener | null): void {
    for (const name of names?.split(/\s+/) ?? [...this.#listeners.keys()]) {
      if (listener) this.#listeners.get(name)?.delete(listener);
      else this.#listeners.delete(name);
    }
  }

  /** Takes a message to the kernel, of which there is none. */
  send(): void {}

  #tell(name: string, ...args: readonly unknown[]): void {
    for (const listener of [...this.#listeners.get(name) ?? []]) listener(...args);
  }
}
