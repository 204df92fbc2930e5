/** Many names as bytes: UTF-8, joined by line feeds, each escaped as in JSON so that it holds none itself. */
export function packNames(names: readonly string[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(names.map((name) => JSON.stringify(name).slice(1, -1)).join("\n"));
}

/** Names that were packed, read one at a time: a million of them cost a walk over the bytes, not a million strings. */
export class PackedNames {
  readonly #bytes: Uint8Array;
  readonly #starts: Int32Array;
  readonly #decoder = new TextDecoder();

  /**
   * Names over the given bytes.
   *
   * @param bytes What {@linkcode packNames} made.
   * @param count How many names they are; other bytes count as none.
   */
  constructor(bytes: Uint8Array, count: number) {
    const starts = new Int32Array(count + 1);
    let found = 1;
    for (let at = 0; at < bytes.length; at++) if (bytes[at] === 10 && found <= count) starts[found++] = at + 1;
    starts[count] = bytes.length + 1;
    this.#bytes = bytes;
    this.#starts = found === count && (bytes.length > 0 || count === 1) ? starts : new Int32Array(0);
  }

  /** Whether there are names. */
  get known(): boolean {
    return this.#starts.length > 0;
  }

  /** The name of a row, or `undefined` where it is not known. */
  at(i: number): string | undefined {
    if (!(i >= 0 && i < this.#starts.length - 1)) return undefined;
    const text = this.#decoder.decode(this.#bytes.subarray(this.#starts[i]!, this.#starts[i + 1]! - 1));
    try {
      return JSON.parse(`"${text}"`);
    } catch {
      return text;
    }
  }
}
