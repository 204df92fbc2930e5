import { constantBlock } from "../../../kernels/constant_block.ts";
import { likelihood as compute, type LikelihoodForm } from "../../../kernels/ops/likelihood.ts";
import { softmax } from "../../../kernels/ops/softmax.ts";
import { softmaxBackward } from "../../../kernels/ops/softmax_backward.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import type { Recorded } from "../recorded.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** Constants of a likelihood. */
export interface LikelihoodAttributes extends Recorded {
  /** Distribution, and how its parameters are given. */
  readonly form: LikelihoodForm;
  /** Whether the softmax of each row of `mean` is taken first. */
  readonly softmaxMean: boolean;
  /** Names of the inputs, in their order. */
  readonly names: readonly ("mean" | "theta" | "dropout" | "x" | "size")[];
  /** Row of theta that each row takes. */
  readonly thetaAt: Int32Array | undefined;
  /** Weights of the entries. */
  readonly weights: EntryWeights | undefined;
  /** Factor on everything. */
  readonly scale: number;
}

/** Constant weights of the entries of a matrix. */
export interface EntryWeights {
  /** Some rows of weights, one behind the other. */
  readonly values: Float32Array;
  /** Which of them each row of the matrix takes; default the one of its own number. */
  readonly at?: Int32Array | undefined;
}

/** A weighted negative log-likelihood, then its gradients in mean, theta and dropout, as far as they are inputs. */
export const likelihood: BackendKernel<LikelihoodAttributes> = {
  name: "WeftLikelihood",
  run({ backend, inputs, attrs: { form, softmaxMean, names, thetaAt, weights, scale, recorded } }) {
    const { kernels } = backend;
    const list = inputList(inputs);
    const input = (name: typeof names[number]): TensorInfo | undefined => list[names.indexOf(name)];
    const block = (tensor: TensorInfo | undefined) => tensor && backend.block(tensor);
    const [rows, columns] = input("x")!.shape as [number, number];
    const gradients = (["mean", "theta", "dropout"] as const).map((name) => {
      const of = recorded ? input(name) : undefined;
      return of && backend.output(of.shape);
    });
    const value = backend.output([]);
    const theta = block(input("theta"));
    const given = backend.block(input("mean")!);
    const shares = softmaxMean ? backend.output([rows, columns]) : undefined;
    const mean = block(shares) ?? given;
    if (shares) softmax(kernels, given, mean, { rows, length: columns });
    const operands = {
      rows,
      columns,
      x: backend.block(input("x")!),
      mean,
      theta: theta && { block: theta, at: thetaAt },
      dropout: block(input("dropout")),
      size: block(input("size")),
      weights: weights && { block: constantBlock(kernels, weights.values), at: weights.at },
      scale,
    };
    const [dMean, dTheta, dDropout] = gradients.map(block);
    backend.block(value).f32[0] = compute(kernels, form, operands, { dMean, dTheta, dDropout });
    if (shares) {
      if (dMean) softmaxBackward(kernels, dMean, mean, dMean, { rows, length: columns });
      backend.release(shares);
    }
    return [value, ...gradients.filter((gradient) => gradient !== undefined)];
  },
};
