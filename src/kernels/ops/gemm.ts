import { addressAt } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { activationArguments } from "./activation.ts";
import { gemmNonzeros } from "./gemm_nonzeros.ts";
import { type GemmFinish, layer, type Target } from "./layer.ts";
import { mostlyZeros } from "./mostly_zeros.ts";
import { packMatrix } from "./pack.ts";
import { type Strided, stridedArguments } from "./strided.ts";

/** Fewer multiplications than this are done by the caller alone. */
const PARALLEL_FROM = 500_000;
/** With fewer rows than this, and more columns than rows, the columns are shared out and packed on the way. */
export const FEW_ROWS = 512;

/** Zeros of a left-hand side are looked for from so many multiplications on, in no more than so many elements. */
const SKIPPED_FROM = 2_000_000, MOST_LISTED = 2 ** 22;
/** With vectors of sixteen, whose panels are wider, multiplying by zeros is faster than passing them over. */
const WIDEST_PANEL = 16;

/** `out (+)= act(A · B + bias)`, `out` row after row. */
export function gemm(kernels: Kernels, a: Strided, b: Strided, out: Target, finish: GemmFinish = {}): void {
  if (skipsZeros(kernels, a, b)) return gemmNonzeros(kernels, a, b, out, finish);
  if (a.rows < FEW_ROWS && b.columns >= a.rows) return gemmColumns(kernels, a, b, out, finish);
  const packed = packMatrix(kernels, b);
  try {
    layer(kernels, { parts: [a], packed, out, columns: b.columns }, finish);
  } finally {
    kernels.free(packed);
  }
}

/** Whether to list what is not zero in `A`: the cost of that is paid back by many columns, and its memory is scratch. */
function skipsZeros({ panel, strip }: Kernels, a: Strided, b: Strided): boolean {
  const size = a.rows * a.columns;
  if (panel > WIDEST_PANEL || b.transposed || b.columns < 2 * strip || size > MOST_LISTED) return false;
  return size * b.columns > SKIPPED_FROM && mostlyZeros(a);
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
