import { WeftError } from "../../core/error.ts";
import type { Block } from "../block.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { withKept } from "../with_kept.ts";
import { type Strided, stridedArguments } from "./strided.ts";

const PARALLEL_FROM = 50_000;

/** Elements that a packed right-hand side takes. */
export function packedLength(kernels: Kernels, columns: number, depth: number): number {
  return Math.ceil(columns / kernels.panel) * kernels.panel * depth;
}

/**
 * Packs a right-hand side, or several of as many columns below each other, into a block of {@linkcode packedLength}
 * elements, which the caller frees.
 */
export function packMatrix(kernels: Kernels, ...matrices: readonly Strided[]): Block {
  const { columns } = matrices[0]!;
  const depth = matrices.reduce((sum, { rows }) => sum + rows, 0);
  const sources = matrices.map((matrix) => {
    if (matrix.columns !== columns) {
      throw new WeftError("Misaligned", { expected: `${columns} columns in each matrix`, found: `${matrix.columns}` });
    }
    return stridedArguments("right-hand side", matrix);
  });
  return withKept(kernels, (take) => {
    const packed = take(kernels.alloc(packedLength(kernels, columns, depth)));
    let above = 0;
    matrices.forEach(({ rows }, i) => {
      const args = [...sources[i]!, rows, columns, packed.address, above, depth];
      kernels.run(OP.pack, args, rows * columns > PARALLEL_FROM);
      above += rows;
    });
    return packed;
  });
}
