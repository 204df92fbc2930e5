import { examples, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Annotated } from "../data/annotated.ts";
import type { Csr } from "../data/csr.ts";
import { toCsr } from "../data/matrix.ts";

/** The graph stored under a key of `obsp`, by rows. */
export function connectivities(data: Annotated, obsp: string): Csr {
  const matrix = data.obsp[obsp];
  if (matrix) return toCsr(matrix);
  const keys = Object.keys(data.obsp);
  throw new WeftError("NotFound", {
    expected: `a graph obsp[${show(obsp)}]`,
    found: keys.length === 0 ? "no obsp entries" : `the entries ${examples(keys, 12)}`,
    next: "Compute it first with neighbors(), or name another with the option obsp.",
  });
}
