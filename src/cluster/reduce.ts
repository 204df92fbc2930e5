import { checkInteger } from "../core/check.ts";
import { type DenseLike, svd } from "../linalg/mod.ts";
import { centered } from "./centered.ts";

/** The first `nComps` principal component scores of a matrix; the matrix itself when it has no more columns than that. */
export function reduce(x: DenseLike, nComps: number | null): DenseLike {
  if (nComps === null) return x;
  checkInteger(nComps, "nComps", 1);
  const kept = Math.max(1, Math.min(nComps, x.nRows - 1));
  if (x.nCols <= nComps) return x;
  const { u, s } = svd({ ...x, data: centered(x).data }, { nComps: kept });
  return { data: u.map((value, at) => value * s[at % kept]!), nRows: x.nRows, nCols: kept };
}
