/** Bytes that grow at the end, little endian. */
export class ByteWriter {
  #bytes = new Uint8Array(256);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  /** Number of bytes so far. */
  get length(): number {
    return this.#length;
  }

  /** Appends an unsigned integer of 1, 2, 4 or 8 bytes; −1 sets all bits, HDF5's undefined address. */
  uint(value: number, size: 1 | 2 | 4 | 8): this {
    const at = this.#grow(size);
    if (size === 1) this.#view.setUint8(at, value);
    else if (size === 2) this.#view.setUint16(at, value, true);
    else if (size === 4) this.#view.setUint32(at, value, true);
    else this.#view.setBigUint64(at, BigInt.asUintN(64, BigInt(value)), true);
    return this;
  }

  /** Appends bytes. */
  bytes(values: ArrayLike<number>): this {
    const at = this.#grow(values.length);
    this.#bytes.set(values, at);
    return this;
  }

  /** Appends zeros until the length is a multiple of `size`. */
  align(size: number): this {
    this.#grow((size - this.#length % size) % size);
    return this;
  }

  /** Appends zeros until there are `length` bytes. */
  padTo(length: number): this {
    this.#grow(Math.max(0, length - this.#length));
    return this;
  }

  /** What was written; shares memory until more is appended. */
  done(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  #grow(size: number): number {
    const at = this.#length;
    if (at + size > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(2 * this.#bytes.length, at + size));
      larger.set(this.#bytes.subarray(0, at));
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    this.#length = at + size;
    return at;
  }
}
