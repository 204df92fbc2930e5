import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { Annotated } from "../../data/annotated.ts";
import type { Csr } from "../../data/csr.ts";
import type { Dense } from "../../data/dense.ts";
import { toCsr } from "../../data/matrix.ts";
import { representation } from "../../data/representation.ts";
import type { UnsDict } from "../../data/uns.ts";
import { neighbors, type NeighborsOptions } from "../../graph/neighbors.ts";

/** The graph that a layout is made of. */
export interface NeighborGraph {
  /** Symmetric weights, `nObs × nObs`. */
  readonly connectivities: Csr;
  /** Distances to the nearest others, directed, the same number in each row. */
  readonly distances: Csr;
  /** What the neighbours were found in, when it is still there. */
  readonly features: Dense | undefined;
}

/** Which graph to take, or how to make one. */
export interface NeighborGraphOptions extends NeighborsOptions {
  /** Key in `uns` of neighbours that were computed before. */
  readonly neighborsKey?: string;
}

/**
 * The neighbours named by `neighborsKey`; else new ones when `useRep` says where; else those of `uns["neighbors"]`; else
 * new ones in the representation that `neighbors` takes by itself.
 */
export function neighborGraph(data: Annotated, options: NeighborGraphOptions): NeighborGraph {
  const { useRep, neighborsKey = "neighbors" } = options;
  if (options.neighborsKey !== undefined && useRep !== undefined) {
    throw new WeftError("InvalidArgument", {
      expected: "either neighborsKey or useRep",
      found: "both",
      next: "Name the graph, or the representation to make one in.",
    });
  }
  if (options.neighborsKey === undefined && (useRep !== undefined || !("neighbors" in data.uns))) {
    const { nNeighbors, nPcs, metric, seed, signal, onProgress } = options;
    const given = { useRep, nNeighbors, nPcs, metric, seed, signal, onProgress };
    const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    return stored(neighbors(data, set), "neighbors");
  }
  return stored(data, neighborsKey);
}

function stored(data: Annotated, key: string): NeighborGraph {
  const entry = data.uns[key] as UnsDict | undefined;
  const pairs = (name: string): Csr => {
    const matrix = data.obsp[String(entry?.[name])];
    if (matrix) return toCsr(matrix);
    throw new WeftError("NotFound", {
      expected: `the ${name.replace("_key", "")} that uns[${show(key)}] names`,
      found: entry ? `no obsp[${show(entry[name])}]` : `no uns[${show(key)}]`,
      next: "Call neighbors() first, or name a representation with useRep.",
    });
  };
  const params = (entry?.params ?? {}) as UnsDict;
  const rep = String(params.use_rep);
  const present = rep === "X" ? data.kind === "anndata" && data.X !== null : rep in data.obsm;
  return {
    connectivities: pairs("connectivities_key"),
    distances: pairs("distances_key"),
    features: present ? representation(data, rep) : undefined,
  };
}
