import { checkInteger } from "../../core/check.ts";
import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";

/** Inputs of a weighted sum, and a weight for each row of each. */
export interface WeightedInputs {
  /** `nRows × inputs.length`. */
  readonly weights: Block;
  /** `nRows × width` each. */
  readonly inputs: readonly Block[];
  /** Number of rows. */
  readonly nRows: number;
  /** Length of a row. */
  readonly width: number;
}

/** As many as fit into an argument list with their gradients. */
const MOST_INPUTS = 12;
const PARALLEL_FROM = 20_000;

/** `out_i = Σ_m weight_im · x_m,i`. */
export function weightedSum(kernels: Kernels, of: WeightedInputs, out: Block): void {
  const { weights, inputs, nRows, width } = checked(of);
  checkRoom("sum", out, nRows * width);
  const args = [weights.address, out.address, nRows, width, inputs.length, ...inputs.map(({ address }) => address)];
  kernels.run(OP.weightedSum, args, nRows * width * inputs.length > PARALLEL_FROM);
}

/** Where the gradients of a weighted sum go. */
export interface WeightedSumGradients {
  /** `nRows × inputs.length`. */
  readonly weights: Block;
  /** `nRows × width` each. */
  readonly inputs: readonly Block[];
}

/** Gradients of {@linkcode weightedSum} in its weights and every input. */
export function weightedSumBackward(
  kernels: Kernels,
  of: WeightedInputs,
  dy: Block,
  gradients: WeightedSumGradients,
): void {
  const { weights, inputs, nRows, width } = checked(of);
  checkRoom("dy", dy, nRows * width);
  checked({ ...gradients, nRows, width });
  checkInteger(gradients.inputs.length, "gradients", inputs.length, inputs.length);
  const args = [dy.address, weights.address, gradients.weights.address, nRows, width, inputs.length];
  for (const { address } of [...inputs, ...gradients.inputs]) args.push(address);
  kernels.run(OP.weightedSumBackward, args, nRows * width * inputs.length > PARALLEL_FROM);
}

function checked(of: WeightedInputs): WeightedInputs {
  const { weights, inputs, nRows, width } = of;
  checkInteger(inputs.length, "inputs", 1, MOST_INPUTS);
  checkRoom("weights", weights, nRows * inputs.length);
  for (const input of inputs) checkRoom("input", input, nRows * width);
  return of;
}
