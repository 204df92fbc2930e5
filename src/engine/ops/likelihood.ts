import type { LikelihoodForm } from "../../kernels/ops/likelihood.ts";
import { type EntryWeights, likelihood as kernel } from "../backend/kernels/likelihood.ts";
import { likelihoodComposite } from "../composite/likelihood.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { checkShape } from "./check_shape.ts";
import { lossOp } from "./loss_op.ts";

/** What a likelihood is computed from; matrices are `nObs × nVars`. */
export interface LikelihoodTensors {
  /** What was observed; a constant. */
  readonly x: Tensor;
  /** Mean of each entry, before it is multiplied by the row's size. */
  readonly mean: Tensor;
  /** Inverse dispersions: a matrix, or fewer rows that `thetaAt` picks from. */
  readonly theta?: Tensor | undefined;
  /** Probability of a dropout. */
  readonly dropout?: Tensor | undefined;
  /** Factor on the means of each row, `nObs` numbers in any shape; a constant. */
  readonly size?: Tensor | undefined;
}

/** Constants of a likelihood. */
export interface LikelihoodSettings extends LikelihoodForm {
  /** `mean` holds logits, whose softmax over the variables is taken first; default false. */
  readonly softmaxMean?: boolean | undefined;
  /** Row of theta that each row takes; default the one of its own number. */
  readonly thetaAt?: Int32Array | undefined;
  /** Weights of the entries; default 1. */
  readonly weights?: EntryWeights | undefined;
  /** Factor on everything; default 1. */
  readonly scale?: number | undefined;
}

/** `Σ weight · scale · −ln p(x)` over all entries; Gaussian: `(x − mean)²` in place of `−ln p`. */
export function likelihood(engine: Engine, tensors: LikelihoodTensors, settings: LikelihoodSettings): Tensor {
  const { x, mean, dropout } = tensors;
  checkShape("mean", mean, x.shape);
  if (dropout) checkShape("dropout", dropout, x.shape);
  if (!engine.backend) return likelihoodComposite(engine, tensors, settings);
  const { thetaAt, weights, scale = 1, softmaxMean = false, ...form } = settings;
  const given = (names: readonly (keyof LikelihoodTensors)[]) => names.filter((name) => tensors[name] !== undefined);
  const [inputs, constants] = [given(["mean", "theta", "dropout"]), given(["x", "size"])];
  const tensorsOf = (names: readonly (keyof LikelihoodTensors)[]) => names.map((name) => tensors[name]!);
  const attributes = { form, names: [...inputs, ...constants], thetaAt, weights, scale, softmaxMean };
  return lossOp(engine, kernel, { inputs: tensorsOf(inputs), constants: tensorsOf(constants) }, attributes);
}
