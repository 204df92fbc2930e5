import type { Block } from "../block.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { type ParameterRow, parameterTable } from "./parameter_table.ts";

/** The numbers of a step of gradient descent that all parameters share. */
export interface SgdRule {
  /** How much of the last velocity is kept. */
  readonly momentum: number;
  /** L2 penalty added to the gradient. */
  readonly weightDecay: number;
  /** Factor on all gradients before anything else. */
  readonly scale: number;
}

const PARALLEL_FROM = 40_000;

/** One step over all rows, in place, with their velocities in one flat buffer; a row's first factor is the step size. */
export function sgd(
  kernels: Kernels,
  rows: readonly ParameterRow[],
  velocities: Block,
  { momentum, weightDecay, scale }: SgdRule,
): void {
  const table = parameterTable(kernels, rows, [velocities]);
  const args = [table.block.address, table.rows, velocities.address, table.size, momentum, weightDecay, scale];
  kernels.run(OP.sgd, args, table.size > PARALLEL_FROM);
  kernels.free(table.block);
}
