/** Typed arrays that travel as binary traits, by the names of the protocol. */
export interface ArrayTypes {
  uint8: Uint8Array<ArrayBuffer>;
  uint16: Uint16Array<ArrayBuffer>;
  int32: Int32Array<ArrayBuffer>;
  float32: Float32Array<ArrayBuffer>;
}

/** Name of a kind of array in {@linkcode ArrayTypes}. */
export type ArrayKind = keyof ArrayTypes;

const CONSTRUCTORS: {
  readonly [K in ArrayKind]: new (
    buffer: ArrayBuffer,
    at: number,
    length: number,
  ) => ArrayTypes[K];
} = {
  uint8: Uint8Array,
  uint16: Uint16Array,
  int32: Int32Array,
  float32: Float32Array,
};
const SIZES: { readonly [K in ArrayKind]: number } = {
  uint8: 1,
  uint16: 2,
  int32: 4,
  float32: 4,
};

/**
 * The typed array of a binary trait. Traits come as a DataView into a larger message, whose bytes may lie anywhere: a
 * view is made where the alignment allows it, a copy elsewhere. Bytes that do not fill an element at the end are left.
 *
 * @param value What the model holds: a view, a buffer, or nothing.
 * @param kind What its bytes are.
 * @returns The array; empty when there is nothing.
 */
export function arrayOf<K extends ArrayKind>(
  value: unknown,
  kind: K,
): ArrayTypes[K] {
  const { buffer, byteOffset, byteLength } = bytesOf(value);
  const length = Math.floor(byteLength / SIZES[kind]);
  if (byteOffset % SIZES[kind] === 0) {
    return new CONSTRUCTORS[kind](buffer, byteOffset, length);
  }
  return new CONSTRUCTORS[kind](
    buffer.slice(byteOffset, byteOffset + byteLength),
    0,
    length,
  );
}

/** The bytes of a binary trait, without a copy. */
export function bytesOf(value: unknown): Uint8Array<ArrayBuffer> {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (!ArrayBuffer.isView(value)) return new Uint8Array(0);
  return new Uint8Array(
    value.buffer as ArrayBuffer,
    value.byteOffset,
    value.byteLength,
  );
}
