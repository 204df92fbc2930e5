import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import type { Kernels } from "../kernels.ts";
import type { Activation } from "./activation.ts";
import { activationBackward } from "./activation_backward.ts";
import { columnSums } from "./column_sums.ts";
import { FEW_ROWS, gemm } from "./gemm.ts";
import { MOST_PARTS } from "./layer.ts";
import { layerBackward } from "./layer_backward.ts";
import { packMatrix } from "./pack.ts";
import type { Strided } from "./strided.ts";

/** Weights above this are summed up by one share each: sixteen partial sums would cost more than the products. */
const LARGE_WEIGHTS = 32768;

/** One input of a dense layer. */
export interface DensePart {
  /** Where it lies, row after row. */
  readonly block: Block;
  /** Its rows. */
  readonly rows: number;
  /** Its columns. */
  readonly columns: number;
  /** Where its gradient goes, if that is wanted. */
  readonly gradient?: Block | undefined;
}

/** Operands of {@linkcode denseBackward}. */
export interface DenseBackwardOperands {
  /** Gradient of the result, `rows × columns`. */
  readonly dy: Block;
  /** The result; needed with an activation. */
  readonly y?: Block | undefined;
  /** Weights below each other, `depth × columns`. */
  readonly weight: Block;
  /** The inputs side by side. */
  readonly parts: readonly DensePart[];
  /** Columns of the result. */
  readonly columns: number;
  /** Where the gradient of the weights goes, `depth × columns`. */
  readonly dWeight: Block;
  /** Where the gradient of the bias goes, `columns`. */
  readonly dBias: Block;
}

/** The gradients of a dense layer: in its inputs where they ask for one, in its weights and its bias. */
export function denseBackward(kernels: Kernels, operands: DenseBackwardOperands, activation: Activation = {}): void {
  const { weight, parts, columns, dWeight, dBias } = operands;
  const { rows } = parts[0]!;
  const depth = parts.reduce((sum, part) => sum + part.columns, 0);
  checkRoom("weights", weight, depth * columns);
  checkRoom("gradient of the weights", dWeight, depth * columns);
  checkRoom("gradient of the bias", dBias, columns);
  const large = rows < FEW_ROWS || depth * columns > LARGE_WEIGHTS || parts.length > MOST_PARTS;
  if (large) byWeights(kernels, operands, activation);
  else byRows(kernels, operands, activation);
}

/** Every share sums over its rows: for many rows and few weights. */
function byRows(kernels: Kernels, operands: DenseBackwardOperands, activation: Activation): void {
  const { dy, y, weight, columns, dWeight, dBias } = operands;
  const { rows } = operands.parts[0]!;
  const packs: Block[] = [];
  let offset = 0;
  const parts = operands.parts.map(({ block: x, columns: depth, gradient: out }) => {
    const turned: Strided = { block: weight, rows: columns, columns: depth, transposed: true, offset };
    offset += depth * columns;
    if (!out) return { x, depth };
    const packed = packMatrix(kernels, turned);
    packs.push(packed);
    return { x, depth, gradient: { packed, out } };
  });
  const sums = layerBackward(kernels, { dy, y, rows, columns, parts, ...activation });
  for (const packed of packs) kernels.free(packed);
  dWeight.f32.set(sums.f32.subarray(0, offset));
  dBias.f32.set(sums.f32.subarray(offset, offset + columns));
  kernels.free(sums);
}

/** Every share makes its part of the weights' gradient: for few rows or many weights. */
function byWeights(kernels: Kernels, operands: DenseBackwardOperands, activation: Activation): void {
  const { dy, y = dy, weight, parts, columns, dWeight, dBias } = operands;
  const { rows } = parts[0]!;
  const linear = (activation.activation ?? "none") === "none";
  const g = linear ? dy : kernels.alloc(rows * columns);
  if (!linear) activationBackward(kernels, dy, y, g, activation);
  let offset = 0;
  for (const { block, columns: depth, gradient } of parts) {
    const left: Strided = { block, rows: depth, columns: rows, transposed: true };
    gemm(kernels, left, { block: g, rows, columns }, { block: dWeight, offset });
    if (gradient) {
      const turned: Strided = { block: weight, rows: columns, columns: depth, transposed: true, offset };
      gemm(kernels, { block: g, rows, columns }, turned, { block: gradient });
    }
    offset += depth * columns;
  }
  columnSums(kernels, g, [rows, columns], { block: dBias });
  if (!linear) kernels.free(g);
}
