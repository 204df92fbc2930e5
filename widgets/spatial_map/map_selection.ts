import {
  allBits,
  bitsOf,
  combineBits,
  countBits,
  indicesOf,
  sameBits,
  trimBits,
} from "../../src/bridge/protocol/bits.ts";
import type { Mode } from "./commands.ts";

/** Which points are selected, and how that changes. */
export class MapSelection {
  readonly #n: number;
  #bits: Uint8Array<ArrayBuffer>;

  /** Nothing selected, of `n` points. */
  constructor(n: number) {
    this.#n = n;
    this.#bits = bitsOf(n, []);
  }

  /** One bit a point; not to be changed. */
  get bits(): Uint8Array<ArrayBuffer> {
    return this.#bits;
  }

  /** How many are selected. */
  get size(): number {
    return countBits(this.#bits);
  }

  /** Their rows, rising. */
  rows(): Int32Array {
    return indicesOf(this.#bits);
  }

  /** Takes the bits given; returns whether anything changed. */
  set(bits: Uint8Array): boolean {
    const next = trimBits(bits, this.#n);
    if (sameBits(next, this.#bits)) return false;
    this.#bits = next;
    return true;
  }

  /** Selects points instead of, beside, or out of those that are selected. */
  choose(rows: ArrayLike<number>, mode: Mode): boolean {
    const chosen = bitsOf(this.#n, Array.from(rows));
    if (mode === "replace") return this.set(chosen);
    return this.set(combineBits(this.#bits, chosen, mode === "add" ? "or" : "without"));
  }

  /** Selects what is not, among the points given; null for all. */
  invert(among: readonly number[] | null): boolean {
    const all = among ? bitsOf(this.#n, among) : allBits(this.#n);
    return this.set(combineBits(all, this.#bits, "without"));
  }
}
