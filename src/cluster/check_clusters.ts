import { checkInteger } from "../core/check.ts";
import { WeftError } from "../core/error.ts";

/** Throws unless `nClusters` is an integer from 1 to the number of rows. */
export function checkClusters(nClusters: number, nObs: number): void {
  checkInteger(nClusters, "nClusters", 1);
  if (nClusters <= nObs) return;
  throw new WeftError("TooSmall", {
    expected: `at least ${nClusters} observations for ${nClusters} clusters`,
    found: `${nObs}`,
    next: "Lower nClusters or bring more observations.",
  });
}
