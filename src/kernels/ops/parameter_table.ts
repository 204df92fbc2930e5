import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { asFloat64 } from "../float64.ts";
import type { Kernels } from "../kernels.ts";

/** One parameter of an optimiser's step. */
export interface ParameterRow {
  /** Changed in place. */
  readonly parameter: Block;
  /** As long as the parameter. */
  readonly gradient: Block;
  /** Where its state begins in the optimiser's flat buffers. */
  readonly offset: number;
  /** Factors that the optimiser documents. */
  readonly factors: readonly [number, number];
}

/** Doubles a row; `ROW_DOUBLES` in `c/optimize.h`. */
const ROW_DOUBLES = 6;

/** Rows where kernels read them; the caller frees the block. */
export interface ParameterTable {
  /** The rows, in doubles. */
  readonly block: Block;
  /** How many. */
  readonly rows: number;
  /** Elements of all parameters together. */
  readonly size: number;
}

/** Checks the rows against the optimiser's flat buffers and writes them out for a kernel. */
export function parameterTable(
  kernels: Kernels,
  rows: readonly ParameterRow[],
  state: readonly Block[],
): ParameterTable {
  for (const { parameter, gradient, offset } of rows) {
    checkRoom("gradient", gradient, parameter.length);
    for (const buffer of state) checkRoom("optimiser's state", buffer, parameter.length, offset);
  }
  const block = kernels.alloc(2 * ROW_DOUBLES * rows.length);
  const table = asFloat64(block);
  let size = 0;
  rows.forEach(({ parameter, gradient, offset, factors }, i) => {
    table.set([parameter.address, gradient.address, offset, parameter.length, ...factors], ROW_DOUBLES * i);
    size += parameter.length;
  });
  return { block, rows: rows.length, size };
}
