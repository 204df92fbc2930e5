import { WeftError } from "../../core/error.ts";
import { nuclearNorm } from "../backend/kernels/nuclear_norm.ts";
import { nuclearNormComposite } from "../composite/nuclear_norm.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { checkMatrix } from "./check_matrix.ts";
import { lossOp } from "./loss_op.ts";

/** Sum of the singular values of a tall matrix, with gradient `U Vᵀ`. */
export function nuclearNormOp(engine: Engine, matrix: Tensor): Tensor {
  if (engine.name === "webgpu") {
    throw new WeftError("Unsupported", {
      expected: "op 'nuclearNorm' on an engine that decomposes matrices",
      found: `'${engine.name}'`,
      next: 'Use engine: "auto".',
    });
  }
  checkMatrix("matrix", matrix);
  if (!engine.backend) return nuclearNormComposite(engine, matrix);
  return lossOp(engine, nuclearNorm, { inputs: [matrix] }, {});
}
