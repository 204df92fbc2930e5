import { asBytes, isBinary } from "../core/as_bytes.ts";

/** Whether two values that a message can carry are the same to a page: binary parts by their bytes, the rest by content. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (isBinary(a) || isBinary(b)) return isBinary(a) && isBinary(b) && sameBytes(asBytes(a), asBytes(b));
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [ofA, ofB] = [entriesOf(a), entriesOf(b)];
  return ofA.length === ofB.length &&
    ofA.every(([key, value]) => Object.hasOwn(b, key) && sameValue(value, b[key as keyof typeof b]));
}

/** What of an object a message carries. */
function entriesOf(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, item]) => item !== undefined);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
