import type { SparseRows } from "../sparse_operator.ts";
import type { HostKernel } from "./host_kernel.ts";

/** Mean over stored entries `(i, j)` of `‖zᵢ − zⱼ‖²`; their values are not used. */
export const edgeSmoothnessKernel: HostKernel<{ readonly matrix: SparseRows }> = {
  name: "WeftEdgeSmoothness",
  shapes: () => [[]],
  run([z], [loss], { matrix }, [shape]) {
    const width = shape![1]!;
    let sum = 0;
    for (let i = 0; i < matrix.nRows; i++) {
      for (let p = matrix.indptr[i]!; p < matrix.indptr[i + 1]!; p++) {
        const j = matrix.indices[p]!;
        for (let f = 0; f < width; f++) sum += (z![i * width + f]! - z![j * width + f]!) ** 2;
      }
    }
    loss![0] = matrix.indices.length === 0 ? 0 : sum / matrix.indices.length;
  },
};

/** Gradient of {@linkcode edgeSmoothnessKernel} in `z`, from `(z, dy)`. */
export const edgeSmoothnessGradientKernel: HostKernel<{ readonly matrix: SparseRows }> = {
  name: "WeftEdgeSmoothnessGradient",
  shapes: ([z]) => [z!],
  run([z, dy], [gradient], { matrix }, [shape]) {
    const width = shape![1]!;
    gradient!.fill(0);
    const scale = 2 * dy![0]! / Math.max(1, matrix.indices.length);
    for (let i = 0; i < matrix.nRows; i++) {
      for (let p = matrix.indptr[i]!; p < matrix.indptr[i + 1]!; p++) {
        const j = matrix.indices[p]!;
        for (let f = 0; f < width; f++) {
          const slope = scale * (z![i * width + f]! - z![j * width + f]!);
          gradient![i * width + f]! += slope;
          gradient![j * width + f]! -= slope;
        }
      }
    }
  },
};
