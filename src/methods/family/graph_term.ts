import { sumTermsOp } from "../../engine/ops/sum_terms.ts";
import type { Tensor } from "../../engine/tf.ts";
import type { FamilyPass } from "./batch.ts";
import type { FamilyNet } from "./network.ts";

/** A network with learned graphs, as far as their distance goes. */
export type WithLearnedGraphs = Pick<FamilyNet, "engine" | "learned">;

/** How a distance of graphs is measured. */
export interface GraphTermOptions {
  /** Whether norms are squared. */
  readonly graphSquared: boolean;
}

/**
 * What {@linkcode graphDistance} says of the graphs of a pass, unless it was the first, which had those the graphs start
 * from: there of the graphs as they are from then on.
 */
export function graphTerm(
  net: WithLearnedGraphs,
  { adjacency }: Pick<FamilyPass, "adjacency">,
  options: GraphTermOptions,
  { epoch }: { readonly epoch: number },
): Tensor {
  return graphDistance(net, epoch === 0 ? net.learned.map((graph) => graph.adjacency()) : adjacency, options);
}

/** `(1/M) Σ ‖Aₘ − Cₘ‖` (or of squares): how far learned graphs are from what they are held to. */
export function graphDistance(
  { engine, learned }: WithLearnedGraphs,
  adjacency: readonly Tensor[],
  { graphSquared: squared }: GraphTermOptions,
): Tensor {
  const distances = learned.map((graph, m) => graph.distance(adjacency[m]!, { squared }));
  return sumTermsOp(engine, distances, distances.map(() => 1 / distances.length));
}
