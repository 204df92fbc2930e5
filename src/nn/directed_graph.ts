import { checkOneOf } from "../core/check.ts";
import type { Csr } from "../data/csr.ts";
import { Graph } from "../graph/graph.ts";
import { symmetrize } from "../graph/symmetrize.ts";

/**
 * Whom a node averages over: the neighbours it lists (`forward`), the nodes that list it (`reverse`), or both once
 * (`union`). On an undirected graph the three agree.
 */
export type EdgeDirection = "forward" | "reverse" | "union";

/** Whom a node hears of. */
export interface DirectionOptions {
  /** Whom a node hears of; default `forward`. */
  readonly edgeDirection?: EdgeDirection | undefined;
}

/** The graph whose row `i` lists whom node `i` hears of. */
export function directedGraph(adjacency: Csr, { edgeDirection = "forward" }: DirectionOptions): Graph {
  checkOneOf(edgeDirection, "edgeDirection", ["forward", "reverse", "union"]);
  const graph = new Graph(adjacency);
  if (edgeDirection === "forward") return graph;
  return edgeDirection === "reverse" ? graph.transpose() : symmetrize(graph);
}
