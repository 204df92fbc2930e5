import { constantBlock } from "../../../kernels/constant_block.ts";
import type { Kernels } from "../../../kernels/kernels.ts";
import { triplet, type TripletBlocks, tripletGradient } from "../../../kernels/ops/triplet.ts";
import type { TripletIndex } from "../../triplet_index.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** Which rows make the triplets, and how far apart the pairs must be. */
export interface TripletAttributes {
  /** `nTriplets × 3`: anchor, positive, negative. */
  readonly triplets: Int32Array;
  /** The same by the rows they move. */
  readonly index: TripletIndex;
  /** The margin. */
  readonly margin: number;
}

/** The loss of `z`, and what its gradient needs to know of each triplet. */
export const tripletForward: BackendKernel<TripletAttributes> = {
  name: "WeftTriplet",
  run({ backend, inputs, attrs }) {
    const [z] = inputList(inputs) as [TensorInfo];
    const coefficients = backend.output([attrs.triplets.length / 3, 2]);
    const { kernels } = backend;
    const blocks = blocksOf(kernels, attrs);
    const value = triplet(kernels, backend.block(z), z.shape[1]!, blocks, attrs.margin, backend.block(coefficients));
    return [backend.scalar(value), coefficients];
  },
};

/** Gradient in `z`, from `(dy, z, coefficients)`. */
export const tripletBackward: BackendKernel<TripletAttributes> = {
  name: "WeftTripletGradient",
  run({ backend, inputs, attrs }) {
    const [dy, z, coefficients] = inputList(inputs) as [TensorInfo, TensorInfo, TensorInfo];
    const out = backend.output(z.shape);
    const { kernels } = backend;
    const factor = backend.block(dy).f32[0]!;
    const [rows, weights, to] = [z, coefficients, out].map((tensor) => backend.block(tensor));
    tripletGradient(kernels, rows!, z.shape[1]!, blocksOf(kernels, attrs), weights!, factor, to!);
    return out;
  },
};

function blocksOf(kernels: Kernels, { triplets, index }: TripletAttributes): TripletBlocks {
  return {
    count: triplets.length / 3,
    nRows: index.nRows,
    triplets: constantBlock(kernels, triplets),
    starts: constantBlock(kernels, index.starts),
    others: constantBlock(kernels, index.others),
    differences: constantBlock(kernels, index.differences),
  };
}
