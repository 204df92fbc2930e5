import { examples, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Annotated } from "../data/annotated.ts";
import type { Csr } from "../data/csr.ts";
import { toCsr } from "../data/matrix.ts";
import type { UnsDict } from "../data/uns.ts";

/** Which graph to cluster. */
export interface GraphChoice {
  /** Key of the weighted graph in `obsp`. Default `"connectivities"`. */
  readonly obsp?: string;
  /** Key in `uns` that `neighbors()` wrote (its `keyAdded`), which names the graph; instead of `obsp`. */
  readonly neighborsKey?: string;
}

/** The graph stored in `obsp`, by rows. */
export function connectivities(data: Annotated, choice: GraphChoice): Csr {
  const key = keyOf(data, choice);
  const matrix = data.obsp[key];
  if (matrix) return toCsr(matrix);
  const keys = Object.keys(data.obsp);
  throw new WeftError("NotFound", {
    expected: `a graph obsp[${show(key)}]`,
    found: keys.length === 0 ? "no obsp entries" : `the entries ${examples(keys, 12)}`,
    next: "Compute it first with neighbors(), or name another with the option obsp.",
  });
}

function keyOf(data: Annotated, { obsp, neighborsKey }: GraphChoice): string {
  if (neighborsKey === undefined) return obsp ?? "connectivities";
  if (obsp !== undefined) {
    throw new WeftError("InvalidArgument", {
      expected: "either obsp or neighborsKey",
      found: "both",
      next: "Leave one out.",
    });
  }
  const named = (data.uns[neighborsKey] as UnsDict | undefined)?.connectivities_key;
  if (typeof named === "string") return named;
  throw new WeftError("NotFound", {
    expected: `neighbours under uns[${show(neighborsKey)}]`,
    found: neighborsKey in data.uns ? "an entry that names no connectivities" : "no such entry",
    next: "Compute them with neighbors(data, { keyAdded }), or name a graph with obsp.",
  });
}
