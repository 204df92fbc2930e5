import { WeftError } from "../../core/error.ts";
import { FLAGS, type Frame } from "./frame.ts";

const FIRST_ROOM = 65536;

/** Makes frames of the bytes of a connection, however they are cut into chunks. */
export class FrameReader {
  readonly #limit: number;
  readonly #header = new Uint8Array(9);
  #headerFilled = 0;
  #body: Uint8Array | null = null;
  #bodyFilled = 0;
  #length = 0;

  /** @param limit The longest body that is taken, in bytes. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Takes the next bytes; returns the frames that they complete. Keeps no reference to the chunk.
   *
   * @throws {WeftError} `Corrupt` when a frame is longer than the limit or has flags that ZMTP 3.0 does not know.
   */
  push(chunk: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (this.#body === null) {
        this.#header[this.#headerFilled++] = chunk[at++]!;
        if (this.#headerFilled < this.#headerLength()) continue;
        this.#startBody();
      } else {
        at += this.#fillBody(chunk.subarray(at));
      }
      if (this.#body !== null && this.#bodyFilled === this.#length) frames.push(this.#take());
    }
    return frames;
  }

  #headerLength(): number {
    return this.#header[0]! & FLAGS.long ? 9 : 2;
  }

  #startBody(): void {
    const flags = this.#header[0]!;
    const length = flags & FLAGS.long ? Number(new DataView(this.#header.buffer).getBigUint64(1)) : this.#header[1]!;
    if (flags > (FLAGS.more | FLAGS.long | FLAGS.command)) {
      throw new WeftError("Corrupt", { expected: "a frame of ZMTP 3.0", found: `flags ${flags}` });
    }
    if (length > this.#limit) {
      throw new WeftError("Corrupt", { expected: `a frame of at most ${this.#limit} bytes`, found: `${length}` });
    }
    this.#length = length;
    this.#bodyFilled = 0;
    // A length is only a claim: room grows with the bytes that really come.
    this.#body = new Uint8Array(Math.min(length, FIRST_ROOM));
  }

  #fillBody(chunk: Uint8Array): number {
    const n = Math.min(chunk.length, this.#length - this.#bodyFilled);
    const needed = this.#bodyFilled + n;
    if (needed > this.#body!.length) {
      const larger = new Uint8Array(Math.min(this.#length, Math.max(needed, 2 * this.#body!.length)));
      larger.set(this.#body!.subarray(0, this.#bodyFilled));
      this.#body = larger;
    }
    this.#body!.set(chunk.subarray(0, n), this.#bodyFilled);
    this.#bodyFilled = needed;
    return n;
  }

  #take(): Frame {
    const flags = this.#header[0]!;
    const body = this.#body!;
    this.#headerFilled = 0;
    this.#body = null;
    return { more: (flags & FLAGS.more) !== 0, command: (flags & FLAGS.command) !== 0, body };
  }
}
