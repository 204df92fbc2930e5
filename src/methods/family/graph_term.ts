import { sumTermsOp } from "../../engine/ops/sum_terms.ts";
import type { Tensor } from "../../engine/tf.ts";
import type { FamilyPass } from "./batch.ts";
import type { FamilyNet } from "./network.ts";

/**
 * `(1/M) Σ ‖Aₘ − Cₘ‖` (or of squares): how far learned graphs are from what they are held to.
 *
 * @param pass The pass whose graphs count, unless it was the first, which had those the graphs start from.
 */
export function graphTerm(
  { engine, learned }: FamilyNet,
  { adjacency }: FamilyPass,
  { graphSquared: squared }: { readonly graphSquared: boolean },
  { epoch }: { readonly epoch: number },
): Tensor {
  const distances = learned.map((graph, m) =>
    graph.distance(epoch === 0 ? graph.adjacency() : adjacency[m]!, { squared })
  );
  return sumTermsOp(engine, distances, distances.map(() => 1 / distances.length));
}
