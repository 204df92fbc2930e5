import type { EdgeStructure } from "../../engine/edge_structure.ts";
import { type TopForm, topForm } from "../../engine/top_form.ts";
import { undirectedEdges } from "../../engine/undirected_edges.ts";
import { joinGraphs } from "../../nn/joined_graph.ts";
import type { FamilyInputs } from "../family/inputs.ts";
import type { TrsmiConfig } from "./config.ts";

/**
 * Which spots of another modality each modality's spots may look at: all, or in large tissues only the spot itself, and its
 * neighbours in space and in the modality's own features.
 *
 * @param features Where the edges of the feature graphs lie.
 */
export function alignmentForms(
  { nObs, spatial }: FamilyInputs,
  features: readonly EdgeStructure[],
  { nAligned: k, alignExactSpots }: TrsmiConfig,
): TopForm[] {
  const shape = { nRows: nObs, nCols: nObs, k };
  if (nObs <= alignExactSpots) return features.map(() => topForm(shape));
  const { structure } = undirectedEdges(spatial);
  return features.map((feature) => {
    const { nRows, nCols, indptr, indices } = joinGraphs([structure, feature]).structure.forward;
    return topForm({ ...shape, candidates: { nRows, nCols, indptr, indices } });
  });
}
