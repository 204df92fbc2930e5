import { WeftError } from "../../core/error.ts";
import { runBackendKernel } from "../backend/backend_kernel.ts";
import { edgeProduct } from "../backend/kernels/edge_product.ts";
import { sddmm as rowProducts } from "../backend/kernels/sddmm.ts";
import { sddmmComposite } from "../composite/sddmm.ts";
import type { EdgeStructure } from "../edge_structure.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { checkEdges } from "./check_edges.ts";
import { customGradient } from "./custom_gradient.ts";

/**
 * `⟨a_i, b_j⟩` for each edge `(i, j)` of a structure (for an undirected one `⟨a_i, b_j⟩ + ⟨a_j, b_i⟩`, loops once): the
 * entries of `a bᵀ` where they are wanted, without the others.
 */
export function sddmm(engine: Engine, structure: EdgeStructure, a: Tensor, b: Tensor): Tensor {
  const { entries, forward, backward, undirected, nRows, nCols } = structure;
  checkEdges(structure, { a: [a, nRows], b: [b, nCols] });
  if (a.shape[1] !== b.shape[1]) {
    throw new WeftError("Misaligned", { expected: `b of ${a.shape[1]} columns, like a`, found: `${b.shape[1]}` });
  }
  if (!engine.has(rowProducts)) return sddmmComposite(engine, structure, a, b);
  return customGradient(engine, [a, b], () => ({
    value: runBackendKernel(engine, rowProducts, [a, b], { pattern: entries, both: undirected })[0]!,
    saved: [a, b],
    gradient: (dy, [left, right]) => [
      ...runBackendKernel(engine, edgeProduct, [dy, right!], { pattern: forward }),
      ...runBackendKernel(engine, edgeProduct, [dy, left!], { pattern: backward }),
    ],
  }));
}
