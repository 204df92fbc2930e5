import { WeftError } from "../../core/error.ts";
import type { StoredValues } from "../store.ts";

/** Codes of a categorical as 32-bit integers; −1 is missing. */
export function toCodes(values: StoredValues): Int32Array {
  if (values instanceof Int32Array) return values;
  if (values instanceof BigInt64Array) return Int32Array.from(values, Number);
  if (values instanceof Int8Array || values instanceof Int16Array) return Int32Array.from(values);
  if (values instanceof Uint8Array || values instanceof Uint16Array || values instanceof Uint32Array) {
    return Int32Array.from(values);
  }
  throw new WeftError("Corrupt", { expected: "codes to be integers", found: "other elements" });
}
