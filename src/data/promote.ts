import { type DType, isFloat } from "./dtype.ts";
import { itemSize } from "./item_size.ts";

/** The smallest dtype that holds the values of both, as numpy's `result_type`. */
export function promote(a: DType, b: DType): DType {
  if (a === b) return a;
  if (isFloat(a) || isFloat(b)) return `float${8 * Math.max(floatSize(a), floatSize(b))}` as DType;
  const unsigned = [a, b].filter((dtype) => dtype.startsWith("uint"));
  const size = Math.max(itemSize(a)!, itemSize(b)!);
  if (unsigned.length === 2 || (unsigned.length === 1 && (a === "bool" || b === "bool"))) {
    return `uint${8 * size}` as DType;
  }
  if (unsigned.length === 0) return `int${8 * size}` as DType;
  const signed = a.startsWith("uint") ? b : a;
  const needed = itemSize(unsigned[0]!)! < itemSize(signed)! ? itemSize(signed)! : 2 * itemSize(unsigned[0]!)!;
  return needed > 8 ? "float64" : `int${8 * needed}` as DType;
}

/** Bytes of the float that holds every value of a dtype. */
function floatSize(dtype: DType): number {
  if (isFloat(dtype)) return itemSize(dtype)!;
  return Math.min(8, 2 * itemSize(dtype)!);
}
