import type { Block } from "../block.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { type ParameterRow, parameterTable } from "./parameter_table.ts";

/** The two flat buffers of an Adam. */
export interface AdamMoments {
  /** First moments of all parameters. */
  readonly first: Block;
  /** Second moments of all parameters. */
  readonly second: Block;
}

/** The numbers of an Adam step that all parameters share. */
export interface AdamRule {
  /** Decay of the first moment. */
  readonly beta1: number;
  /** Decay of the second moment. */
  readonly beta2: number;
  /** Added to the root of the second moment. */
  readonly epsilon: number;
  /** L2 penalty added to the gradient. */
  readonly weightDecay: number;
  /** Factor on all gradients before anything else. */
  readonly scale: number;
}

const PARALLEL_FROM = 20_000;

/** One Adam step over all rows, in place; a row's factors are `lr / (1 − β₁ᵗ)` and `1 / √(1 − β₂ᵗ)`. */
export function adam(
  kernels: Kernels,
  rows: readonly ParameterRow[],
  { first, second }: AdamMoments,
  { beta1, beta2, epsilon, weightDecay, scale }: AdamRule,
): void {
  const table = parameterTable(kernels, rows, [first, second]);
  const args = [table.block.address, table.rows, first.address, second.address, table.size];
  args.push(beta1, beta2, epsilon, weightDecay, scale);
  kernels.run(OP.adam, args, table.size > PARALLEL_FROM);
  kernels.free(table.block);
}
