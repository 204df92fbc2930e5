import { WeftError } from "../../core/error.ts";
import type { EdgeStructure } from "../edge_structure.ts";
import type { Tensor } from "../tf.ts";

/** What an op along edges was given: one number for each edge, and matrices with the rows they must have. */
export interface EdgeOperands {
  /** One for each edge. */
  readonly values?: Tensor;
  readonly [matrix: string]: Tensor | readonly [Tensor, number] | undefined;
}

/** Throws unless tensors have the sizes that a structure asks for. */
export function checkEdges({ nValues }: EdgeStructure, operands: EdgeOperands): void {
  for (const [name, operand] of Object.entries(operands)) {
    if (operand === undefined) continue;
    const [tensor, nRows] = "shape" in operand ? [operand, nValues] : operand;
    const rank = "shape" in operand ? 1 : 2;
    if (tensor.shape.length === rank && tensor.shape[0] === nRows) continue;
    throw new WeftError("Misaligned", {
      expected: rank === 1 ? `${name} of ${nRows} edges` : `${name} of ${nRows} rows`,
      found: `shape [${tensor.shape}]`,
    });
  }
}
