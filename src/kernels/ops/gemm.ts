import { addressAt, type Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";

/** A matrix in a block: the element of row `i`, column `j` lies at `offset + i * rowStride + j * columnStride`. */
export interface Strided {
  /** Where it lies. */
  readonly block: Block;
  /** Number of rows. */
  readonly rows: number;
  /** Number of columns. */
  readonly columns: number;
  /** Whether the block holds its transpose, row after row. */
  readonly transposed?: boolean | undefined;
  /** First element in the block; default 0. */
  readonly offset?: number | undefined;
}

/** Where a product goes, row after row. */
export interface Target {
  /** The block. */
  readonly block: Block;
  /** Its first element in the block; default 0. */
  readonly offset?: number | undefined;
}

/** What is done to a product as it is stored. */
export interface GemmFinish {
  /** Added to every row, as long as a row. */
  readonly bias?: Block | undefined;
  /** Negative results become 0. */
  readonly relu?: boolean | undefined;
  /** The product is added to what `out` holds. */
  readonly accumulate?: boolean | undefined;
}

/** Fewer multiplications than this are done by the caller alone. */
const PARALLEL_FROM = 50_000;
/** With fewer rows than this, and more columns than rows, the columns are shared out. */
const FEW_ROWS = 512;

/** Elements that a packed right-hand side takes. */
export function packedLength(kernels: Kernels, columns: number, depth: number): number {
  return Math.ceil(columns / kernels.panel) * kernels.panel * depth;
}

/** Packs a right-hand side into a block of {@linkcode packedLength} elements, which the caller frees. */
export function packMatrix(kernels: Kernels, b: Strided): Block {
  const { block, rows, columns, transposed = false, offset = 0 } = b;
  checkRoom("right-hand side", block, rows * columns, offset);
  const packed = kernels.alloc(packedLength(kernels, columns, rows));
  const strides = transposed ? [1, rows] : [columns, 1];
  const args = [addressAt(block, offset), ...strides, rows, columns, packed.address];
  kernels.run(OP.pack, args, rows * columns > PARALLEL_FROM);
  return packed;
}

/** `out (+)= A · B` with `B` packed, `out` row after row. */
export function gemmPacked(
  kernels: Kernels,
  a: Strided,
  packed: Block,
  out: Target,
  columns: number,
  finish: GemmFinish = {},
): void {
  const { block, rows, columns: depth, transposed = false, offset = 0 } = a;
  const { bias, relu = false, accumulate = false } = finish;
  checkRoom("left-hand side", block, rows * depth, offset);
  checkRoom("packed right-hand side", packed, packedLength(kernels, columns, depth));
  checkRoom("product", out.block, rows * columns, out.offset);
  if (bias) checkRoom("bias", bias, columns);
  const strides = transposed ? [1, rows] : [depth, 1];
  const args = [
    addressAt(block, offset),
    ...strides,
    packed.address,
    addressAt(out.block, out.offset ?? 0),
    columns,
    rows,
    columns,
    depth,
  ];
  args.push(accumulate ? 1 : 0, bias?.address ?? 0, relu ? 1 : 0);
  const op = rows < FEW_ROWS && columns > rows ? OP.gemmColumns : OP.gemmRows;
  kernels.run(op, args, rows * columns * depth > PARALLEL_FROM);
}

/** `out (+)= A · B`, `out` row after row. */
export function gemm(kernels: Kernels, a: Strided, b: Strided, out: Target, finish: GemmFinish = {}): void {
  const packed = packMatrix(kernels, b);
  gemmPacked(kernels, a, packed, out, b.columns, finish);
  kernels.free(packed);
}
