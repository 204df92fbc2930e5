import { sumOfSquares } from "../../kernels/ops/sum_of_squares.ts";
import type { TensorInfo } from "../backend/tensor_info.ts";
import { gradientNormComposite } from "../composite/gradient_norm.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import type { Factor } from "./parameter_step.ts";

/** Euclidean length of all gradients together; 0 without any. */
export function gradientNorm(engine: Engine, gradients: readonly Tensor[]): Factor {
  const { backend } = engine;
  if (!backend) return gradientNormComposite(engine, gradients);
  const blocks = gradients.map((gradient) => backend.block(gradient as unknown as TensorInfo));
  return Math.sqrt(sumOfSquares(backend.kernels, blocks));
}

/** What shortens gradients of length `norm` to `most`, as PyTorch does it: `min(1, most / (norm + 10⁻⁶))`. */
export function clipFactor({ tf }: Engine, norm: Factor, most: number): Factor {
  if (typeof norm === "number") return Math.min(1, most / (norm + 1e-6));
  return tf.minimum(1, tf.div(most, tf.add(norm, 1e-6)));
}
