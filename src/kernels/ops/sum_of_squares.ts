import type { Block } from "../block.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { parameterTable } from "./parameter_table.ts";

const PARALLEL_FROM = 100_000;

/** Sum of the squares of all elements of some blocks, in doubles. */
export function sumOfSquares(kernels: Kernels, blocks: readonly Block[]): number {
  const rows = blocks.map((block) => ({ parameter: block, gradient: block, offset: 0, factors: [0, 0] as const }));
  const table = parameterTable(kernels, rows, []);
  const partial = kernels.alloc(2 * kernels.shares);
  kernels.run(
    OP.sumOfSquares,
    [table.block.address, table.rows, table.size, partial.address],
    table.size > PARALLEL_FROM,
  );
  const sums = new Float64Array(partial.f32.buffer, partial.f32.byteOffset, kernels.shares);
  const sum = sums.reduce((a, b) => a + b, 0);
  kernels.free(table.block);
  kernels.free(partial);
  return sum;
}
