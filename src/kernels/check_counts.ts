import { checkInteger } from "../core/check.ts";

/** Kernels count in 32 bits. */
const MOST = 2 ** 31 - 1;

/** Throws unless numbers are counts: the product of two that are none can be a length that fits. */
export function checkCounts(counts: Readonly<Record<string, number>>): void {
  for (const name in counts) checkInteger(counts[name]!, name, 0, MOST);
}
