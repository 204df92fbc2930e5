import type { Block } from "../block.ts";
import { checkCounts } from "../check_counts.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { type Activation, activationArguments } from "./activation.ts";

/** What a batch norm reads and writes; vectors are as long as a row. */
export interface BatchNormOperands {
  /** Number of rows. */
  readonly rows: number;
  /** Number of columns. */
  readonly columns: number;
  /** `rows × columns`. */
  readonly x: Block;
  /** Factors. */
  readonly gamma: Block;
  /** Addends. */
  readonly beta: Block;
  /** Running means; in training they follow the batch's. */
  readonly means: Block;
  /** Running variances; in training they follow the batch's unbiased ones. */
  readonly variances: Block;
  /** The result, `rows × columns`. */
  readonly y: Block;
  /** What the way back needs, three rows. */
  readonly saved: Block;
}

/** Form of a batch norm. */
export interface BatchNormForm extends Activation {
  /** Whether the batch's own moments are used, else the running ones. */
  readonly training: boolean;
  /** Added to the variance. */
  readonly epsilon: number;
  /** How far the running moments move towards the batch's. */
  readonly momentum: number;
}

const PARALLEL_FROM = 30_000;

/** `y = act((x − mean) / √(variance + ε) · gamma + beta)`, columns each by themselves. */
export function batchNorm(kernels: Kernels, operands: BatchNormOperands, form: BatchNormForm): void {
  const { rows, columns, x, gamma, beta, means, variances, y, saved } = operands;
  const { training, epsilon, momentum } = form;
  checkCounts({ rows, columns });
  for (const [name, block] of Object.entries({ x, y })) checkRoom(name, block, rows * columns);
  for (const [name, block] of Object.entries({ gamma, beta, means, variances })) checkRoom(name, block, columns);
  checkRoom("saved moments", saved, 3 * columns);
  const addresses = [x, gamma, beta, y, saved, means, variances].map(({ address }) => address);
  const args = [...addresses, rows, columns, epsilon, momentum, Number(training), ...activationArguments(form)];
  kernels.run(OP.batchNorm, args, rows * columns > PARALLEL_FROM);
}
