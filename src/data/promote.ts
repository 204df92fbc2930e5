import { type DType, isFloat } from "./dtype.ts";

const SIZE: Readonly<Record<DType, number>> = {
  bool: 0,
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  float16: 2,
  int32: 4,
  uint32: 4,
  float32: 4,
  int64: 8,
  uint64: 8,
  float64: 8,
};

/** The smallest dtype that holds the values of both, as numpy's `result_type`. */
export function promote(a: DType, b: DType): DType {
  if (a === b) return a;
  if (isFloat(a) || isFloat(b)) return `float${8 * Math.max(floatSize(a), floatSize(b))}` as DType;
  const unsigned = [a, b].filter((dtype) => dtype.startsWith("uint"));
  const size = Math.max(SIZE[a], SIZE[b]);
  if (unsigned.length === 2 || (unsigned.length === 1 && (a === "bool" || b === "bool"))) {
    return `uint${8 * size}` as DType;
  }
  if (unsigned.length === 0) return `int${8 * size}` as DType;
  const signed = a.startsWith("uint") ? b : a;
  const needed = SIZE[unsigned[0]!] < SIZE[signed] ? SIZE[signed] : 2 * SIZE[unsigned[0]!];
  return needed > 8 ? "float64" : `int${8 * needed}` as DType;
}

/** Bytes of the float that holds every value of a dtype. */
function floatSize(dtype: DType): number {
  if (isFloat(dtype)) return SIZE[dtype];
  return Math.min(8, 2 * Math.max(1, SIZE[dtype]));
}
