import { WeftError } from "../../core/error.ts";
import { runBackendKernel } from "../backend/backend_kernel.ts";
import { rowSoftmaxForward, rowSoftmaxGradient } from "../backend/kernels/row_softmax.ts";
import { edgeSoftmaxComposite } from "../composite/edge_softmax.ts";
import type { EdgeStructure } from "../edge_structure.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { checkEdges } from "./check_edges.ts";
import { customGradient } from "./custom_gradient.ts";

/** Options of {@linkcode edgeSoftmax}. */
export interface EdgeSoftmaxOptions {
  /** What scores are divided by; default 1. */
  readonly temperature?: number | undefined;
}

/** Softmax of the scores of the edges that leave the same node; a node without edges has none. */
export function edgeSoftmax(
  engine: Engine,
  structure: EdgeStructure,
  values: Tensor,
  { temperature = 1 }: EdgeSoftmaxOptions = {},
): Tensor {
  const { entries: pattern, undirected } = structure;
  checkEdges(structure, { values });
  if (undirected) {
    throw new WeftError("InvalidArgument", {
      expected: "a structure with an edge for each direction: shares of one node are not those of the other",
      found: "an undirected one",
      next: "Make it with edgeStructure().",
    });
  }
  const scale = 1 / temperature;
  if (!engine.has(rowSoftmaxForward)) return edgeSoftmaxComposite(engine, pattern, values, scale);
  return customGradient(engine, [values], () => {
    const value = runBackendKernel(engine, rowSoftmaxForward, [values], { pattern, scale })[0]!;
    return {
      value,
      saved: [value],
      gradient: (dy, [y]) => runBackendKernel(engine, rowSoftmaxGradient, [y!, dy], { pattern, scale }),
    };
  });
}
