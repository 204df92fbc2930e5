import { checkOneOf } from "../../core/check.ts";
import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { type Activation, activationArguments } from "./activation.ts";
import { addShares } from "./add_shares.ts";
import { checkParts } from "./layer.ts";
import { packedLength } from "./pack.ts";

/** One input of a layer whose gradient is wanted, or only that of its weights. */
export interface LayerPart {
  /** `x`, `rows × depth`. */
  readonly x: Block;
  /** Its columns. */
  readonly depth: number;
  /** Transpose of its weights, packed, and where its gradient goes. */
  readonly gradient?: { readonly packed: Block; readonly out: Block } | undefined;
}

/** Operands of {@linkcode layerBackward}. */
export interface LayerBackwardOperands extends Activation {
  /** Gradient of the layer's result, `rows × columns`. */
  readonly dy: Block;
  /** The layer's result; needed with an activation or lengths. */
  readonly y?: Block | undefined;
  /** What its rows were divided by. */
  readonly lengths?: Block | undefined;
  /** Rows of all. */
  readonly rows: number;
  /** Columns of the result. */
  readonly columns: number;
  /** The inputs side by side. */
  readonly parts: readonly LayerPart[];
}

/**
 * The gradients of a layer in its inputs, weights and bias, by rows: `x₀ᵀ g`, `x₁ᵀ g`, … and the column sums of `g` come
 * below each other in one block of `(depth + 1) · columns` elements that the caller frees.
 */
export function layerBackward(kernels: Kernels, operands: LayerBackwardOperands): Block {
  const { dy, y = dy, lengths, rows, columns, parts } = operands;
  const { shares, rowBlock } = kernels;
  checkParts(parts.length);
  checkRoom("gradient", dy, rows * columns);
  checkRoom("result", y, rows * columns);
  if (lengths) {
    checkRoom("lengths", lengths, rows);
    // Only these keep their slope when the row is divided by its length.
    checkOneOf(operands.activation ?? "none", "activation of rows that are divided by their length", ["none", "relu"]);
  }
  let size = columns;
  const inputs: number[] = [];
  for (const { x, depth, gradient } of parts) {
    checkRoom("input", x, rows * depth);
    if (gradient) {
      checkRoom("packed weights", gradient.packed, packedLength(kernels, depth, columns));
      checkRoom("gradient of the input", gradient.out, rows * depth);
    }
    size += depth * columns;
    inputs.push(x.address, depth, gradient?.packed.address ?? 0, gradient?.out.address ?? 0);
  }
  const partial = kernels.alloc(shares * size);
  const scratch = kernels.alloc(shares * (rowBlock * columns + packedLength(kernels, columns, rowBlock)));
  const args = [dy.address, y.address, lengths?.address ?? 0, ...activationArguments(operands), rows, columns];
  args.push(partial.address, scratch.address, parts.length, ...inputs);
  kernels.run(OP.layerBackward, args, true);
  kernels.free(scratch);
  const out = addShares(kernels, partial, size);
  kernels.free(partial);
  return out;
}
