/** How a fence is raised. */
export interface FenceOptions {
  /** Asks the code inside to push the mark through both ways of output. */
  readonly push: (id: string) => void;
  /** Milliseconds without any output after which it is given up: the code inside may be in a loop; default 300. */
  readonly patience?: number;
}

/** Both ways: what is printed and what is displayed. */
const WAYS = 2;

/**
 * Tells when all output of a cell is out. The inner kernel says "idle" beside its outputs, not after them; a mark that is
 * printed and displayed after the cell comes out behind everything the cell printed and displayed.
 */
export class Fence {
  readonly #push: (id: string) => void;
  readonly #patience: number;
  readonly #prefix = `weft-fence-${crypto.randomUUID()}-`;
  readonly #printed = new RegExp(`${this.#prefix}\\d+\\n?`, "g");
  #count = 0;
  #seen = 0;
  #done: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param options How a fence is raised. */
  constructor(options: FenceOptions) {
    this.#push = options.push;
    this.#patience = options.patience ?? 300;
  }

  /** Resolves when the mark has come out both ways; false when nothing at all came out for too long. */
  async raise(): Promise<boolean> {
    this.#count++;
    this.#seen = 0;
    const passed = new Promise<void>((resolve) => this.#done = resolve);
    this.progressed();
    this.#push(this.#id);
    await passed;
    clearTimeout(this.#timer);
    this.#done = undefined;
    return this.#seen >= WAYS;
  }

  /** Something came out: the mark may stand behind much more. */
  progressed(): void {
    if (!this.#done) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#done, this.#patience);
  }

  /** The displayed mark came out. */
  displayed(id: unknown): void {
    if (id === this.#id) this.#arrived();
  }

  /** Takes printed marks out of a text, also those of fences that were given up; the rest is the cell's. */
  strip(text: string): string {
    if (!text.includes(this.#prefix)) return text;
    return text.replace(this.#printed, (mark) => {
      if (mark.trimEnd() === this.#id) this.#arrived();
      return "";
    });
  }

  get #id(): string {
    return `${this.#prefix}${this.#count}`;
  }

  #arrived(): void {
    if (++this.#seen === WAYS) this.#done?.();
  }
}
