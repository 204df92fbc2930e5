/** A run of equal pieces in memory. */
export interface Pieces {
  /** Where the first begins. */
  readonly start: number;
  /** Bytes from one to the next. */
  readonly stride: number;
  /** Bytes of one. */
  readonly size: number;
  /** How many there are. */
  readonly count: number;
}

/** Copies pieces one after another, such as one field of many records. */
export function gatherBytes(bytes: Uint8Array, { start, stride, size, count }: Pieces): Uint8Array<ArrayBuffer> {
  const packed = new Uint8Array(count * size);
  for (let i = 0; i < count; i++) {
    const from = start + i * stride;
    for (let b = 0; b < size; b++) packed[i * size + b] = bytes[from + b]!;
  }
  return packed;
}
