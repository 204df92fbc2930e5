import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import type { Kernels } from "../kernels.ts";
import { FEW_ROWS, gemm } from "./gemm.ts";
import { type GemmFinish, layer, MOST_PARTS } from "./layer.ts";
import { packMatrix } from "./pack.ts";
import type { Strided } from "./strided.ts";

/** Operands of {@linkcode dense}. */
export interface DenseOperands {
  /** The inputs side by side, as many rows each. */
  readonly parts: readonly Strided[];
  /** Their weights below each other, `depth × columns`. */
  readonly weight: Block;
  /** The result, `rows × columns`. */
  readonly out: Block;
  /** Columns of the result. */
  readonly columns: number;
}

/** `out = act([x₀ | x₁ | …] W + b)`: no joined copy of the inputs is made. */
export function dense(kernels: Kernels, operands: DenseOperands, finish: Omit<GemmFinish, "accumulate"> = {}): void {
  const { parts, weight, out, columns } = operands;
  const depth = parts.reduce((sum, part) => sum + part.columns, 0);
  checkRoom("weights", weight, depth * columns);
  if (parts.length <= MOST_PARTS && (parts.length === 1 || parts[0]!.rows >= FEW_ROWS)) {
    const right = { block: weight, rows: depth, columns };
    if (parts.length === 1) return gemm(kernels, parts[0]!, right, { block: out }, finish);
    const packed = packMatrix(kernels, right);
    try {
      layer(kernels, { parts, packed, out: { block: out }, columns }, finish);
    } finally {
      kernels.free(packed);
    }
    return;
  }
  let offset = 0;
  parts.forEach((part, i) => {
    const right = { block: weight, rows: part.columns, columns, offset };
    const ends = i === parts.length - 1 ? finish : {};
    gemm(kernels, part, right, { block: out }, { ...ends, accumulate: i > 0 });
    offset += part.columns * columns;
  });
}
