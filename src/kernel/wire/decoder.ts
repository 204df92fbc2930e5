import { WeftError } from "../../core/error.ts";
import { FrameReader } from "./frame_reader.ts";
import { checkGreeting, GREETING_LENGTH } from "./greeting.ts";
import type { Parts } from "./parts.ts";
import { decodeReady, type Ready } from "./ready.ts";

/** Most parts of one message: a message of the notebook has six and its buffers. */
const MOST_PARTS = 65536;

/** What the bytes of a connection say: first how the other side is called, then its messages. */
export type Heard =
  | { readonly kind: "ready"; readonly ready: Ready }
  | { readonly kind: "message"; readonly parts: Parts };

/** Reads one direction of a connection of ZMTP 3.0: greeting, READY, messages. Holds no socket. */
export class Decoder {
  readonly #limit: number;
  readonly #frames: FrameReader;
  readonly #greeting = new Uint8Array(GREETING_LENGTH);
  #greeted = 0;
  #ready = false;
  #parts: Uint8Array[] = [];
  #bytes = 0;

  /** @param limit The largest message that is taken, in bytes. */
  constructor(limit: number) {
    this.#limit = limit;
    this.#frames = new FrameReader(limit);
  }

  /**
   * Takes the next bytes; returns what they complete, in order.
   *
   * @throws {WeftError} `Corrupt` or `Unsupported` when they are not ZMTP 3.0 or more than the limit.
   */
  push(chunk: Uint8Array): Heard[] {
    const rest = this.#greeted < GREETING_LENGTH ? this.#greet(chunk) : chunk;
    const heard: Heard[] = [];
    for (const { more, command, body } of this.#frames.push(rest)) {
      if (!this.#ready) {
        if (!command) throw new WeftError("Corrupt", { expected: "the command READY", found: "a message" });
        this.#ready = true;
        heard.push({ kind: "ready", ready: decodeReady(body) });
      } else if (!command) {
        this.#add(body);
        if (!more) heard.push({ kind: "message", parts: this.#take() });
      }
    }
    return heard;
  }

  #greet(chunk: Uint8Array): Uint8Array {
    const part = chunk.subarray(0, GREETING_LENGTH - this.#greeted);
    this.#greeting.set(part, this.#greeted);
    this.#greeted += part.length;
    if (this.#greeted === GREETING_LENGTH) checkGreeting(this.#greeting);
    return chunk.subarray(part.length);
  }

  #add(body: Uint8Array): void {
    this.#parts.push(body);
    this.#bytes += body.length;
    if (this.#bytes <= this.#limit && this.#parts.length <= MOST_PARTS) return;
    throw new WeftError("Corrupt", {
      expected: `a message of at most ${this.#limit} bytes in ${MOST_PARTS} parts`,
      found: `${this.#bytes} bytes in ${this.#parts.length}`,
    });
  }

  #take(): Parts {
    const parts = this.#parts;
    this.#parts = [];
    this.#bytes = 0;
    return parts;
  }
}
