import type { Engine } from "../engine.ts";
import { type CombineAttributes, combineGradientKernel, combineKernel } from "../kernels/combine.ts";
import { runHostKernel } from "../kernels/host_kernel.ts";
import type { SparseOperator } from "../sparse_operator.ts";
import type { Tensor } from "../tf.ts";
import { customGradient } from "./custom_gradient.ts";
import { sparseProduct } from "./sparse_product.ts";

/** The weights of one SAGE layer, `nIn × nOut` each, and its bias. */
export interface SageWeights {
  /** Acts on the neighbours' mean. */
  readonly neighbor: Tensor;
  /** Acts on the node itself. */
  readonly self: Tensor;
  /** Added to the sum of both, length `nOut`. */
  readonly bias: Tensor;
}

/** What a SAGE layer is applied to: node features, or constant features whose neighbour sums are known already. */
export type SageInput =
  | { readonly x: Tensor }
  | { readonly constant: Tensor; readonly aggregated: Tensor };

/**
 * `y = L2(relu(A x Wₙ + x Wₛ + b))`, either step optional, as one op with one gradient: no intermediate of the layer
 * passes through the library's general (and slow) elementwise kernels.
 */
export function sageMean(
  engine: Engine,
  input: SageInput,
  weights: SageWeights,
  operator: SparseOperator,
  attributes: CombineAttributes,
): Tensor {
  const { tf } = engine;
  const { neighbor, self, bias } = weights;
  const constant = "constant" in input;
  const x = constant ? input.constant : input.x;
  const inputs = constant ? [neighbor, self, bias] : [x, neighbor, self, bias];
  return customGradient(engine, inputs, () => {
    const aggregated = constant ? input.aggregated : sparseProduct(engine, operator.forward, x);
    const parts = [tf.matMul(aggregated as never, neighbor as never), tf.matMul(x as never, self as never), bias];
    const [value, lengths] = runHostKernel(engine, combineKernel, parts, attributes);
    return {
      value: value!,
      saved: [value!, lengths!, aggregated, x, neighbor, self],
      gradient: (dy, [y, divisors, sums, features, wn, ws]) => {
        const [slope, columns] = runHostKernel(engine, combineGradientKernel, [dy, y!, divisors!], attributes);
        const ofWeights = [
          matMulTransposedFirst(engine, sums!, slope!),
          matMulTransposedFirst(engine, features!, slope!),
          columns!,
        ];
        if (constant) return ofWeights;
        const throughNeighbors = matMulTransposedSecond(engine, slope!, wn!);
        const throughSelf = matMulTransposedSecond(engine, slope!, ws!);
        return [sparseProduct(engine, operator.backward, throughNeighbors, throughSelf), ...ofWeights];
      },
    };
  });
}

/** `aᵀ b`. */
function matMulTransposedFirst({ tf }: Engine, a: Tensor, b: Tensor): Tensor {
  return tf.matMul(a as never, b as never, true, false);
}

/** `a bᵀ`. */
function matMulTransposedSecond({ tf }: Engine, a: Tensor, b: Tensor): Tensor {
  return tf.matMul(a as never, b as never, false, true);
}
