const SIZES: ReadonlyMap<string, number> = new Map([
  ["bool", 1],
  ["int8", 1],
  ["uint8", 1],
  ["int16", 2],
  ["uint16", 2],
  ["float16", 2],
  ["int32", 4],
  ["uint32", 4],
  ["float32", 4],
  ["int64", 8],
  ["uint64", 8],
  ["float64", 8],
  ["complex64", 8],
  ["complex128", 16],
]);

/** Bytes of one element by numpy's name of its type; `undefined` for what has no fixed size, such as text. */
export function itemSize(dtype: string): number | undefined {
  return SIZES.get(dtype);
}
