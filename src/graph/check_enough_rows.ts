import { WeftError } from "../core/error.ts";
import type { Dense } from "../data/dense.ts";

/** Throws `TooSmall` unless every row of `x` can have `nNeighbors` neighbours (others than itself with `skipSelf`). */
export function checkEnoughRows(x: Dense, nNeighbors: number, skipSelf: boolean): void {
  if (x.nCols === 0) {
    throw new WeftError("TooSmall", { expected: "at least one column to find neighbours by", found: "none" });
  }
  const most = Math.max(0, skipSelf ? x.nRows - 1 : x.nRows);
  if (nNeighbors <= most) return;
  throw new WeftError("TooSmall", {
    expected: `nNeighbors to be at most ${most} for ${x.nRows} rows`,
    found: `${nNeighbors}`,
    next: "Lower nNeighbors or bring more rows.",
  });
}
