/** Silence after which the kernel is asked whether it is there, in ms. */
const SILENT = 4000;
/** Time it has to answer, in ms: an epoch of a large tissue keeps it busy for seconds. */
const PATIENCE = 8000;

/** Notices that the kernel no longer answers, and that it does again. */
export class KernelWatch {
  readonly #ask: () => void;
  readonly #tell: (gone: boolean) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #gone = false;

  /**
   * @param ask Asks the kernel for anything that it answers.
   * @param tell Called when it is gone, and when it is back.
   */
  constructor(ask: () => void, tell: (gone: boolean) => void) {
    this.#ask = ask;
    this.#tell = tell;
  }

  /** The kernel has said something: all is well, and the waiting begins anew. */
  heard(): void {
    if (this.#gone) this.#tell(this.#gone = false);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.doubt(), SILENT);
  }

  /** Asks now, and waits for an answer. */
  doubt(patience: number = PATIENCE): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(this.#gone = true), patience);
    this.#ask();
  }

  /** Waits for nothing any more. */
  end(): void {
    clearTimeout(this.#timer);
  }
}
