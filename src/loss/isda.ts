import { checkNumber } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { oneHot } from "../engine/composite/one_hot.ts";
import type { Engine } from "../engine/engine.ts";
import { softmaxCrossEntropyOp } from "../engine/ops/softmax_cross_entropy.ts";
import type { Tensor } from "../engine/tf.ts";
import { checkPair } from "./check_pair.ts";
import { type Labels, labelTensor } from "./label_tensor.ts";

/** A linear classifier with what is known of its classes. */
export interface IsdaClassifier {
  /** `nClasses × nLatent`; gradients flow into it. */
  readonly weight: Tensor;
  /** `nClasses`; gradients flow into it. */
  readonly bias: Tensor;
  /** Variance of every class in every direction, `nClasses × nLatent`; a constant. */
  readonly variances: Tensor;
}

/** Options of {@linkcode isda}. */
export interface IsdaOptions {
  /** `λ`, how far rows are augmented; default 0.5. */
  readonly strength?: number | undefined;
}

/**
 * Implicit semantic data augmentation (Wang et al. 2021) with diagonal covariances: an upper bound of the softmax
 * cross-entropy of infinitely many rows drawn from `N(zᵢ, λ diag S(yᵢ))`, without a row being drawn. Logit `j` of row
 * `i` becomes `wⱼ·zᵢ + bⱼ + (λ/2) Σ_d S(yᵢ)_d (wⱼ − w_yᵢ)²_d`.
 *
 * @param engine Where it runs.
 * @param z `nObs × nLatent`; gradients flow into it.
 * @param labels `nObs` integers from 0 to `nClasses − 1`; constants.
 * @param classifier Its weight, bias and the variances of the classes.
 * @param options The strength.
 * @returns A scalar, the mean over rows.
 * @throws {WeftError} `Misaligned` or `BadValues` for labels or shapes that do not fit; `InvalidArgument` for the strength.
 *
 * @example
 * ```ts
 * import { isda, softmaxCrossEntropy } from "weft/loss";
 * import { openEngine } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "wasm" });
 * const [plain, augmented] = [0, 1].map((strength) => engine.run(() => {
 *   const at = (values: number[], shape: number[]) => engine.tensor(new Float32Array(values), shape);
 *   const classifier = { weight: at([1, -1], [2, 1]), bias: at([0, 0], [2]), variances: at([1, 1], [2, 1]) };
 *   return isda(engine, at([0], [1, 1]), new Int32Array([0]), classifier, { strength }).dataSync()[0]!;
 * }));
 * assert(Math.abs(plain! - Math.log(2)) < 1e-6);
 * assert(Math.abs(augmented! - Math.log(1 + Math.exp(2))) < 1e-6);
 * ```
 */
export function isda(
  engine: Engine,
  z: Tensor,
  labels: Labels,
  { weight, bias, variances }: IsdaClassifier,
  { strength = 0.5 }: IsdaOptions = {},
): Tensor {
  checkNumber(strength, "strength", 0);
  checkPair(weight, variances, ["the weight", "the variances"]);
  const nClasses = weight.shape[0]!;
  if (bias.size !== nClasses) {
    throw new WeftError("Misaligned", { expected: `a bias of ${nClasses} numbers`, found: `${bias.size}` });
  }
  const chosen = labelTensor(engine, labels, z.shape[0]!, nClasses);
  const { tf } = engine;
  const product = (a: Tensor, b: Tensor) => tf.matMul(a as never, b as never, false, true);
  // Row y, column j: Σ S_y (w_j² − 2 w_j w_y); what is left of the square is the same for every j and drops out.
  const spread = tf.sub(product(variances, tf.square(weight)), tf.mul(product(tf.mul(variances, weight), weight), 2));
  const moved = tf.matMul(oneHot(engine, chosen, nClasses) as never, tf.mul(spread, strength / 2) as never);
  const logits = tf.add(tf.add(product(z, weight), tf.reshape(bias, [1, -1])), moved);
  return softmaxCrossEntropyOp(engine, logits, chosen, { temperature: 1 });
}
