import { addressAt } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { activationArguments } from "./activation.ts";
import { type GemmFinish, layer, type Target } from "./layer.ts";
import { packMatrix } from "./pack.ts";
import { type Strided, stridedArguments } from "./strided.ts";

/** Fewer multiplications than this are done by the caller alone. */
const PARALLEL_FROM = 500_000;
/** With fewer rows than this, and more columns than rows, the columns are shared out and packed on the way. */
export const FEW_ROWS = 512;

/** `out (+)= act(A · B + bias)`, `out` row after row. */
export function gemm(kernels: Kernels, a: Strided, b: Strided, out: Target, finish: GemmFinish = {}): void {
  if (a.rows < FEW_ROWS && b.columns >= a.rows) return gemmColumns(kernels, a, b, out, finish);
  const packed = packMatrix(kernels, b);
  try {
    layer(kernels, { parts: [a], packed, out, columns: b.columns }, finish);
  } finally {
    kernels.free(packed);
  }
}

function gemmColumns(kernels: Kernels, a: Strided, b: Strided, out: Target, finish: GemmFinish): void {
  const { bias, accumulate = false } = finish;
  const { rows, columns: depth } = a, { columns } = b;
  const operands = [...stridedArguments("left-hand side", a), ...stridedArguments("right-hand side", b)];
  checkRoom("right-hand side", b.block, depth * columns, b.offset);
  checkRoom("product", out.block, rows * columns, out.offset);
  if (bias) checkRoom("bias", bias, columns);
  const scratch = kernels.alloc(kernels.shares * kernels.panel * kernels.depthBlock);
  const args = [...operands, addressAt(out.block, out.offset ?? 0), rows, columns, depth, accumulate ? 1 : 0];
  args.push(bias?.address ?? 0, ...activationArguments(finish), scratch.address);
  kernels.run(OP.gemmColumns, args, rows * columns * depth > PARALLEL_FROM);
  kernels.free(scratch);
}
