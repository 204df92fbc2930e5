import { runBackendKernel } from "../backend/backend_kernel.ts";
import { sage as forward, type SageForm } from "../backend/kernels/sage.ts";
import { sageGradient } from "../backend/kernels/sage_gradient.ts";
import { sageComposite } from "../composite/sage.ts";
import type { Engine } from "../engine.ts";
import type { SparseOperator } from "../sparse_operator.ts";
import type { Tensor } from "../tf.ts";
import { checkShape } from "./check_shape.ts";
import { customGradient } from "./custom_gradient.ts";

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
 * `y = L2(relu(A x Wₙ + x Wₛ + b))`, either step optional, as one op with one gradient: neighbours are summed up, both
 * products made and rows finished block by block, while the block is in the cache.
 */
export function sage(
  engine: Engine,
  input: SageInput,
  weights: SageWeights,
  operator: SparseOperator,
  form: SageForm,
): Tensor {
  const nIn = ("constant" in input ? input.constant : input.x).shape[1]!, nOut = weights.bias.shape[0]!;
  for (const name of ["neighbor", "self"] as const) checkShape(name, weights[name], [nIn, nOut]);
  if (!engine.backend) return sageComposite(engine, input, weights, operator, form);
  const { neighbor, self, bias } = weights;
  const constant = "constant" in input;
  const x = constant ? input.constant : input.x;
  const given = constant ? [input.aggregated] : [];
  const inputs = constant ? [neighbor, self, bias] : [x, neighbor, self, bias];
  return customGradient(engine, inputs, () => {
    const matrix = constant ? undefined : operator.forward;
    const made = runBackendKernel(engine, forward, [x, neighbor, self, bias, ...given], { ...form, matrix });
    const [value, lengths, aggregated] = [...made, ...given] as [Tensor, Tensor, Tensor];
    return {
      value,
      saved: [value, lengths, aggregated, x, neighbor, self],
      gradient: (dy, kept) => {
        const turned = constant ? undefined : operator.backward;
        return runBackendKernel(engine, sageGradient, [dy, ...kept], { ...form, matrix: turned });
      },
    };
  });
}
