import { WeftError } from "../../core/error.ts";
import { addressAt, type Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { type Activation, activationArguments } from "./activation.ts";
import { packedLength } from "./pack.ts";
import type { SparseBlocks } from "./spmm.ts";
import { type Strided, stridedArguments } from "./strided.ts";

/** Inputs a layer takes at most side by side. */
export const MOST_PARTS = 4;

/** Fewer multiplications than this are done by the caller alone. */
const PARALLEL_FROM = 500_000;

/** What is done to a product as it is stored. */
export interface GemmFinish extends Activation {
  /** Added to every row, as long as a row. */
  readonly bias?: Block | undefined;
  /** The product is added to what `out` holds. */
  readonly accumulate?: boolean | undefined;
}

/** Where a product goes, row after row. */
export interface Target {
  /** The block. */
  readonly block: Block;
  /** Its first element in the block; default 0. */
  readonly offset?: number | undefined;
}

/** Operands of {@linkcode layer}. */
export interface LayerOperands {
  /** `x₀`, `x₁`, …: as many rows each. */
  readonly parts: readonly Strided[];
  /** Their weights below each other, packed. */
  readonly packed: Block;
  /** The result, `rows × columns`. */
  readonly out: Target;
  /** Columns of the result. */
  readonly columns: number;
  /** Makes `x₀ = A · source` on the way; `x₀` must lie row after row. */
  readonly graph?: { readonly matrix: SparseBlocks; readonly source: Block } | undefined;
  /** Takes each row's length, which the row is then divided by. */
  readonly lengths?: Block | undefined;
}

/** `out (+)= act([x₀ | x₁ | …] · W + bias)`, its rows divided by their length if that is wanted. */
export function layer(kernels: Kernels, operands: LayerOperands, finish: GemmFinish = {}): void {
  const { parts, packed, out, columns, graph, lengths } = operands;
  const { bias, accumulate = false } = finish;
  const rows = parts[0]!.rows;
  let depth = 0;
  const inputs: number[] = [];
  for (const part of parts) {
    checkRows(part.rows, rows);
    depth += part.columns;
    inputs.push(...stridedArguments("left-hand side", part), part.columns);
  }
  checkParts(parts.length);
  checkRoom("packed right-hand side", packed, packedLength(kernels, columns, depth));
  checkRoom("product", out.block, rows * columns, out.offset);
  if (bias) checkRoom("bias", bias, columns);
  if (lengths) checkRoom("lengths", lengths, rows);
  const args = [packed.address, depth, addressAt(out.block, out.offset ?? 0), rows, columns, accumulate ? 1 : 0];
  args.push(bias?.address ?? 0, ...activationArguments(finish), lengths?.address ?? 0);
  args.push(...graphArguments(graph, parts[0]!), parts.length, ...inputs);
  kernels.run(OP.layer, args, rows * columns * depth > PARALLEL_FROM);
}

/** Throws unless there are as many inputs as a layer takes. */
export function checkParts(found: number): void {
  if (found >= 1 && found <= MOST_PARTS) return;
  throw new WeftError("InvalidArgument", { expected: `1 to ${MOST_PARTS} inputs of a layer`, found: `${found}` });
}

/** Throws unless an input has as many rows as the first. */
function checkRows(found: number, rows: number): void {
  if (found === rows) return;
  throw new WeftError("Misaligned", { expected: `${rows} rows in every input of a layer`, found: `${found}` });
}

function graphArguments(graph: LayerOperands["graph"], { rows, columns, transposed }: Strided): number[] {
  if (!graph) return [0, 0, 0, 0];
  const { matrix: { nRows, nCols, indptr, indices, values }, source } = graph;
  checkRows(nRows, rows);
  checkRoom("indptr", indptr, nRows + 1);
  checkRoom("values", values, indices.length);
  checkRoom("source", source, nCols * columns);
  if (transposed) throw new WeftError("InvalidArgument", { expected: "rows behind each other", found: "columns" });
  return [indptr.address, indices.address, values.address, source.address];
}
