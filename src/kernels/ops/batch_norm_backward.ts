import type { Block } from "../block.ts";
import { checkCounts } from "../check_counts.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { activationArguments } from "./activation.ts";
import type { BatchNormForm } from "./batch_norm.ts";

/** What the way back through a batch norm reads and writes. */
export interface BatchNormBackwardOperands {
  /** Number of rows. */
  readonly rows: number;
  /** Number of columns. */
  readonly columns: number;
  /** Gradient of the result. */
  readonly dy: Block;
  /** The result. */
  readonly y: Block;
  /** The input. */
  readonly x: Block;
  /** Factors. */
  readonly gamma: Block;
  /** What the forward pass saved. */
  readonly saved: Block;
  /** Gradient of the input. */
  readonly dx: Block;
  /** Gradient of the factors. */
  readonly dGamma: Block;
  /** Gradient of the addends. */
  readonly dBeta: Block;
}

const PARALLEL_FROM = 30_000;

/** Gradients of a batch norm, through the batch's moments when it used them. */
export function batchNormBackward(
  kernels: Kernels,
  { rows, columns, dy, y, x, gamma, saved, dx, dGamma, dBeta }: BatchNormBackwardOperands,
  form: Pick<BatchNormForm, "training" | "activation" | "slope">,
): void {
  checkCounts({ rows, columns });
  for (const [name, block] of Object.entries({ dy, y, x, dx })) checkRoom(name, block, rows * columns);
  for (const [name, block] of Object.entries({ gamma, dGamma, dBeta })) checkRoom(name, block, columns);
  checkRoom("saved moments", saved, 3 * columns);
  const addresses = [dy, y, x, gamma, saved, dx, dGamma, dBeta].map(({ address }) => address);
  const args = [...addresses, rows, columns, Number(form.training), ...activationArguments(form)];
  kernels.run(OP.batchNormBackward, args, rows * columns > PARALLEL_FROM);
}
