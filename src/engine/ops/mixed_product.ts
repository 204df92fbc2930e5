import { checkLength } from "../../core/check.ts";
import { runBackendKernel } from "../backend/backend_kernel.ts";
import { mixedProduct as kernel, mixedProductGradient } from "../backend/kernels/mixed_product.ts";
import { mixedProductComposite } from "../composite/mixed_product.ts";
import type { EdgeStructure } from "../edge_structure.ts";
import type { Engine } from "../engine.ts";
import type { SparseOperator } from "../sparse_operator.ts";
import type { Tensor } from "../tf.ts";
import { checkEdges } from "./check_edges.ts";
import { customGradient } from "./custom_gradient.ts";

/** The two sparse graphs of a {@linkcode mixedProduct}, over the same nodes. */
export interface MixedGraphs {
  /** `S`, which never changes. */
  readonly operator: SparseOperator;
  /** Where the edges of `A` lie. */
  readonly structure: EdgeStructure;
}

/** Operands of a {@linkcode mixedProduct}; the three factors are tensors of one number. */
export interface MixedProductTensors {
  /** Weights of `A`. */
  readonly values: Tensor;
  /** `nObs × width`. */
  readonly x: Tensor;
  /** `w`, the factor of `S`. */
  readonly fixed: Tensor;
  /** `v`, the factor of `A`. */
  readonly learned: Tensor;
  /** `b`, the weight of the edges from every node to every node. */
  readonly all: Tensor;
}

/**
 * `(w S + v A + b 1 1ᵀ) x` as one op: how the PRAGA family lets a constant and a learned graph, and every node, take part.
 * Gradients go to all tensors; no matrix of all nodes with all nodes is made.
 */
export function mixedProduct(engine: Engine, graphs: MixedGraphs, tensors: MixedProductTensors): Tensor {
  const { operator, structure } = graphs;
  const { values, x, fixed, learned, all } = tensors;
  checkEdges(structure, { values, x: [x, structure.nCols] });
  checkLength(operator.forward.nRows, structure.nRows, "the rows of S", "the rows of A");
  checkLength(operator.forward.nCols, structure.nCols, "the columns of S", "the columns of A");
  for (const [name, { size }] of Object.entries({ fixed, learned, all })) checkLength(size, 1, name, "one number");
  if (!engine.backend) return mixedProductComposite(engine, graphs, tensors);
  return customGradient(engine, [values, x, fixed, learned, all], () => {
    const inputs = [values, x, fixed, learned, all];
    const forward = { matrix: operator.forward, pattern: structure.forward };
    const [value, sums] = runBackendKernel(engine, kernel, inputs, forward) as [Tensor, Tensor];
    return {
      value,
      saved: [sums, ...inputs],
      gradient: (dy, kept) => {
        const { entries, backward: pattern, undirected: both } = structure;
        const attributes = { matrix: operator.backward, pattern, entries, both };
        return runBackendKernel(engine, mixedProductGradient, [dy, ...kept], attributes);
      },
    };
  });
}
