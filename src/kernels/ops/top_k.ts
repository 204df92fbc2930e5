import { WeftError } from "../../core/error.ts";
import type { Block } from "../block.ts";
import { checkCounts } from "../check_counts.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";

/** Rows, and how many of each are taken. */
export interface TopKShape {
  /** Number of rows. */
  readonly rows: number;
  /** Their length. */
  readonly length: number;
  /** Elements taken of each, at most its length. */
  readonly k: number;
}

const PARALLEL_FROM = 20_000;

/** The `k` largest of every row in falling order, and where they lie; of equals the earlier comes first. */
export function topK(
  kernels: Kernels,
  x: Block,
  { rows, length, k }: TopKShape,
  { values, places }: { readonly values: Block; readonly places: Block },
): void {
  checkCounts({ rows, length, k });
  checkRoom("rows", x, rows * length);
  checkRoom("values", values, rows * k);
  checkRoom("places", places, rows * k);
  if (k > length) throw new WeftError("InvalidArgument", { expected: `k to be at most ${length}`, found: `${k}` });
  if (k === 0) return;
  const args = [x.address, rows, length, k, values.address, places.address];
  kernels.run(OP.topK, args, rows * length > PARALLEL_FROM);
}
