import type { Block } from "../block.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { takeTotal, totalsBlock } from "../share_totals.ts";
import { parameterTable } from "./parameter_table.ts";

const PARALLEL_FROM = 100_000;

/** Sum of the squares of all elements of some blocks, in doubles. */
export function sumOfSquares(kernels: Kernels, blocks: readonly Block[]): number {
  const rows = blocks.map((block) => ({ parameter: block, gradient: block, offset: 0, factors: [0, 0] as const }));
  const table = parameterTable(kernels, rows, []);
  const totals = totalsBlock(kernels);
  const args = [table.block.address, table.rows, table.size, totals.address];
  kernels.run(OP.sumOfSquares, args, table.size > PARALLEL_FROM);
  kernels.free(table.block);
  return takeTotal(kernels, totals);
}
