import { WeftError } from "../../core/error.ts";
import { runBackendKernel } from "../backend/backend_kernel.ts";
import { normalizeEdges as forward, normalizeEdgesGradient } from "../backend/kernels/normalize_edges.ts";
import { normalizeEdgesComposite } from "../composite/normalize_edges.ts";
import type { EdgeStructure } from "../edge_structure.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { checkEdges } from "./check_edges.ts";
import { customGradient } from "./custom_gradient.ts";

/** Options of {@linkcode normalizeEdges}. */
export interface NormalizeEdgesOptions {
  /**
   * Halves the gradients of edges between two nodes, which makes them those of the entries of a symmetrised dense matrix:
   * a weight shared by both directions gets the sum. Default true.
   */
  readonly perEntry?: boolean | undefined;
}

/**
 * The learned graph of the PRAGA family: `A = D^-½ (relu(P) + I) D^-½` with one parameter for each undirected edge, where
 * `D` holds the row sums of `relu(P) + I`. Edges at or below 0 get no gradient.
 */
export function normalizeEdges(
  engine: Engine,
  structure: EdgeStructure,
  p: Tensor,
  { perEntry = true }: NormalizeEdgesOptions = {},
): Tensor {
  checkEdges(structure, { values: p });
  if (!structure.undirected) {
    throw new WeftError("InvalidArgument", {
      expected: "the structure of an undirected graph",
      found: "one with an edge for each direction",
      next: "Make it with undirectedEdges().",
    });
  }
  const factor = perEntry ? 0.5 : 1;
  if (!engine.backend) return normalizeEdgesComposite(engine, structure, p, factor);
  return customGradient(engine, [p], () => {
    const [a, root] = runBackendKernel(engine, forward, [p], { structure }) as [Tensor, Tensor];
    return {
      value: a,
      saved: [p, a, root],
      gradient: (dy, [raw, normal, roots]) =>
        runBackendKernel(engine, normalizeEdgesGradient, [raw!, dy, normal!, roots!], { structure, factor }),
    };
  });
}
