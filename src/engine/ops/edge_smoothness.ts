import { runBackendKernel } from "../backend/backend_kernel.ts";
import { edgeSmoothness as forward, edgeSmoothnessGradient } from "../backend/kernels/edge_smoothness.ts";
import { edgeSmoothnessComposite } from "../composite/edge_smoothness.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { type SparsePattern, transposedPattern } from "../transposed_pattern.ts";
import { checkShape } from "./check_shape.ts";
import { customGradient } from "./custom_gradient.ts";

/** Mean over edges of the squared distance between the rows of `z` they join, 0 without edges. */
export function edgeSmoothness(engine: Engine, z: Tensor, pattern: SparsePattern): Tensor {
  checkShape("z", z, [pattern.nRows, z.shape[1] ?? 0]);
  if (!engine.backend) return edgeSmoothnessComposite(engine, z, pattern);
  return customGradient(engine, [z], () => ({
    value: runBackendKernel(engine, forward, [z], { pattern })[0]!,
    saved: [z],
    gradient: (dy, [rows]) =>
      runBackendKernel(engine, edgeSmoothnessGradient, [rows!, dy], { pattern: fromBothEnds(pattern) }),
  }));
}

const known = new WeakMap<SparsePattern, SparsePattern>();

/** Every edge in the rows of both its ends, so that each row of a gradient is a sum of its own. */
function fromBothEnds(pattern: SparsePattern): SparsePattern {
  let both = known.get(pattern);
  if (!both) known.set(pattern, both = merged(pattern, transposedPattern(pattern)));
  return both;
}

function merged(a: SparsePattern, b: SparsePattern): SparsePattern {
  const { nRows, nCols } = a;
  const indptr = a.indptr.map((start, i) => start + b.indptr[i]!);
  const indices = new Int32Array(a.indices.length + b.indices.length);
  for (let i = 0; i < nRows; i++) {
    const own = a.indices.subarray(a.indptr[i]!, a.indptr[i + 1]!);
    indices.set(own, indptr[i]!);
    indices.set(b.indices.subarray(b.indptr[i]!, b.indptr[i + 1]!), indptr[i]! + own.length);
  }
  return { nRows, nCols, indptr, indices };
}
