import { WeftError } from "../../core/error.ts";
import { runBackendKernel } from "../backend/backend_kernel.ts";
import { edgeDistance as forward, edgeDistanceGradient } from "../backend/kernels/edge_distance.ts";
import { edgeDistanceComposite } from "../composite/edge_distance.ts";
import type { EdgeStructure } from "../edge_structure.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { checkEdges } from "./check_edges.ts";
import { customGradient } from "./custom_gradient.ts";

/** Options of {@linkcode edgeDistance}. */
export interface EdgeDistanceOptions {
  /** The squared norm in place of the norm; default false. */
  readonly squared?: boolean | undefined;
}

/**
 * Frobenius norm of `A − C` for two weightings of an undirected graph; edges between two nodes are two entries of the
 * matrices. `C` is a constant. Where the norm is 0, so is its gradient.
 */
export function edgeDistance(
  engine: Engine,
  structure: EdgeStructure,
  a: Tensor,
  reference: Tensor,
  { squared = false }: EdgeDistanceOptions = {},
): Tensor {
  const { entries: pattern, undirected } = structure;
  checkEdges(structure, { values: a });
  checkEdges(structure, { values: reference });
  if (!undirected) {
    throw new WeftError("InvalidArgument", {
      expected: "the structure of an undirected graph",
      found: "one with an edge for each direction",
      next: "Make it with undirectedEdges().",
    });
  }
  if (!engine.backend) return edgeDistanceComposite(engine, pattern, a, reference, squared);
  return customGradient(engine, [a], () => {
    const value = runBackendKernel(engine, forward, [a, reference], { pattern, squared })[0]!;
    return {
      value,
      saved: [a, reference, value],
      gradient: (dy, [weights, fixed, norm]) =>
        runBackendKernel(engine, edgeDistanceGradient, [weights!, fixed!, norm!, dy], { pattern, squared }),
    };
  });
}
