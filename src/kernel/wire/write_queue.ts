/** Where bytes go: the writing half of a connection. */
export interface Writer {
  /** Writes some of the bytes; resolves to how many. */
  write(bytes: Uint8Array): Promise<number>;
}

/** Writes chunks one after the other, however many callers there are, and knows how much still waits. */
export class WriteQueue {
  readonly #writer: Writer;
  readonly #onFailure: (error: unknown) => void;
  #chunks: Uint8Array[] = [];
  #bytes = 0;
  #running = false;
  #closed = false;
  #waiting: { below: number; resolve: () => void }[] = [];

  /**
   * @param writer Where the chunks go.
   * @param onFailure Called once when writing fails; what waits is given up.
   */
  constructor(writer: Writer, onFailure: (error: unknown) => void) {
    this.#writer = writer;
    this.#onFailure = onFailure;
  }

  /** Bytes that wait to be written. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Puts chunks at the end of the queue; they must not be changed afterwards. */
  push(chunks: readonly Uint8Array[]): void {
    if (this.#closed) return;
    for (const chunk of chunks) {
      this.#chunks.push(chunk);
      this.#bytes += chunk.length;
    }
    if (!this.#running) void this.#run();
  }

  /** Resolves when at most `below` bytes wait, or when the queue is closed. */
  drained(below = 0): Promise<void> {
    if (this.#closed || this.#bytes <= below) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ below, resolve }));
  }

  /** Gives up what waits. */
  close(): void {
    this.#closed = true;
    this.#chunks = [];
    this.#bytes = 0;
    this.#wake();
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      while (this.#chunks.length > 0) {
        const chunks = this.#chunks;
        this.#chunks = [];
        for (const chunk of chunks) {
          for (let at = 0; at < chunk.length && !this.#closed;) at += await this.#writer.write(chunk.subarray(at));
          if (this.#closed) return;
          this.#bytes -= chunk.length;
          this.#wake();
        }
      }
    } catch (error) {
      if (this.#closed) return;
      this.close();
      this.#onFailure(error);
    } finally {
      this.#running = false;
    }
  }

  #wake(): void {
    const open = this.#waiting.filter(({ below }) => this.#bytes > below);
    const done = this.#waiting.filter(({ below }) => this.#bytes <= below);
    this.#waiting = open;
    for (const { resolve } of done) resolve();
  }
}
