import { svd } from "../../linalg/svd.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";

/** Singular values below this share of the largest have no directions. */
const CUT = 1e-6;

/**
 * The nuclear norm in the library's own ops: `⟨Y, U Vᵀ⟩` with `U Vᵀ` as a constant has the norm's value and its gradient.
 * The decomposition needs the matrix's values at once.
 */
export function nuclearNormComposite({ tf }: Engine, matrix: Tensor): Tensor {
  const [nRows, nCols] = matrix.shape as [number, number];
  const directions = new Float32Array(nRows * nCols);
  if (directions.length > 0) {
    const { u, s, v, nComps } = svd({ data: matrix.dataSync() as Float32Array, nRows, nCols });
    for (let k = 0; k < nComps && s[k]! > CUT * s[0]!; k++) {
      for (let i = 0; i < nRows; i++) {
        for (let j = 0; j < nCols; j++) directions[i * nCols + j]! += u[i * nComps + k]! * v[j * nComps + k]!;
      }
    }
  }
  return tf.sum(tf.mul(matrix, tf.tensor(directions, [nRows, nCols])));
}
