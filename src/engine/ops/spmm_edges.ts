import { runBackendKernel } from "../backend/backend_kernel.ts";
import { edgeProduct } from "../backend/kernels/edge_product.ts";
import { sddmm as rowProducts } from "../backend/kernels/sddmm.ts";
import { edgeProductComposite } from "../composite/edge_product.ts";
import type { EdgeStructure } from "../edge_structure.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { checkEdges } from "./check_edges.ts";
import { customGradient } from "./custom_gradient.ts";

/**
 * `A x` for a sparse `A` whose weights are a tensor, one for each edge of a structure: gradients go to the weights (for an
 * undirected edge the sum over both directions) and to `x`.
 */
export function spmmEdges(engine: Engine, structure: EdgeStructure, values: Tensor, x: Tensor): Tensor {
  const { entries, forward, backward, undirected, nCols } = structure;
  checkEdges(structure, { values, x: [x, nCols] });
  if (!engine.has(edgeProduct)) return edgeProductComposite(engine, forward, values, x);
  return customGradient(engine, [values, x], () => ({
    value: runBackendKernel(engine, edgeProduct, [values, x], { pattern: forward })[0]!,
    saved: [values, x],
    gradient: (dy, [weights, rows]) => [
      ...runBackendKernel(engine, rowProducts, [dy, rows!], { pattern: entries, both: undirected }),
      ...runBackendKernel(engine, edgeProduct, [weights!, dy], { pattern: backward }),
    ],
  }));
}
