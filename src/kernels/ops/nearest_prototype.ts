import { checkInteger } from "../../core/check.ts";
import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";

const PARALLEL_FROM = 50_000;

/**
 * The nearest of some prototypes for each row, the first of several, as integers in `labels`: `products` (`rows × count`)
 * are those of rows with prototypes, `halfSquares` (`count`) half the squared lengths of the prototypes.
 */
export function nearestPrototype(
  kernels: Kernels,
  products: Block,
  halfSquares: Block,
  labels: Block,
  { rows, count }: { readonly rows: number; readonly count: number },
): void {
  checkInteger(count, "the number of prototypes", 1);
  checkRoom("products", products, rows * count);
  checkRoom("half squares", halfSquares, count);
  checkRoom("labels", labels, rows);
  const args = [products.address, halfSquares.address, rows, count, labels.address];
  kernels.run(OP.nearestPrototype, args, rows * count > PARALLEL_FROM);
}
