import { WeftError } from "../../core/error.ts";
import type { Block } from "../block.ts";
import { checkCounts } from "../check_counts.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { takeTotal, totalsBlock } from "../share_totals.ts";
import { withScratch } from "../with_scratch.ts";

/** Distributions, in the order of the `enum` in `c/likelihood.h`. */
const FAMILIES = ["poisson", "nb", "zinb", "gaussian"] as const;

/** Distribution of the entries. */
export type LikelihoodFamily = typeof FAMILIES[number];

/** What the entries are drawn from, and how its parameters are given. */
export interface LikelihoodForm {
  /** Distribution of the entries. */
  readonly family: LikelihoodFamily;
  /** `mean` holds its logarithm. */
  readonly logMean?: boolean | undefined;
  /** `theta` holds its logarithm. */
  readonly logTheta?: boolean | undefined;
  /** `dropout` holds logits. */
  readonly logit?: boolean | undefined;
}

/** What a likelihood is computed from; matrices are `rows × columns`. */
export interface LikelihoodOperands {
  /** Number of rows. */
  readonly rows: number;
  /** Number of columns. */
  readonly columns: number;
  /** What was observed. */
  readonly x: Block;
  /** Mean of each entry, before it is multiplied by the row's size. */
  readonly mean: Block;
  /** Inverse dispersions of `nb` and `zinb`: some rows of them. */
  readonly theta?: Rows | undefined;
  /** Probability of a dropout, of `zinb`. */
  readonly dropout?: Block | undefined;
  /** Factor on the means of each row; default 1. */
  readonly size?: Block | undefined;
  /** Weight of each entry, some rows of them; default 1. */
  readonly weights?: Rows | undefined;
  /** Factor on everything; default 1. */
  readonly scale?: number | undefined;
}

/** Rows that the entries' rows pick from. */
export interface Rows {
  /** The rows. */
  readonly block: Block;
  /** Which of them each row takes; default the one of its own number. */
  readonly at?: Int32Array | undefined;
}

/** Where the results of a likelihood go, as far as they are wanted; matrices are `rows × columns`, `dTheta` has as many rows as `theta`. */
export interface LikelihoodResults {
  /** Gradient in `mean`. */
  readonly dMean?: Block | undefined;
  /** Gradient in `theta`. */
  readonly dTheta?: Block | undefined;
  /** Gradient in `dropout`. */
  readonly dDropout?: Block | undefined;
  /** Negative log-likelihood of each entry, neither weighted nor scaled. */
  readonly values?: Block | undefined;
}

const PARALLEL_FROM = 4000;

/** `Σ weight · scale · −ln p(x)` over all entries, and its gradients; Gaussian: `(x − mean)²` in place of `−ln p`. */
export function likelihood(
  kernels: Kernels,
  { family, logMean = false, logTheta = false, logit = false }: LikelihoodForm,
  operands: LikelihoodOperands,
  { dMean, dTheta, dDropout, values }: LikelihoodResults = {},
): number {
  const { rows, columns, x, mean, theta, dropout, size, weights, scale = 1 } = operands;
  checkCounts({ rows, columns });
  const matrices = { x, mean, dropout, "gradient of mean": dMean, "gradient of dropout": dDropout, values };
  for (const [name, block] of Object.entries(matrices)) if (block) checkRoom(name, block, rows * columns);
  if (size) checkRoom("sizes", size, rows);
  const thetaRows = theta ? checkRows("theta", theta, rows, columns) : 0;
  if (weights) checkRows("weights", weights, rows, columns);
  if (dTheta) checkRoom("gradient of theta", dTheta, thetaRows * columns);
  const lacking = (family === "nb" || family === "zinb") && !theta
    ? "theta"
    : family === "zinb" && !dropout && "dropout";
  if (lacking) throw new WeftError("InvalidArgument", { expected: `${lacking} for ${family}`, found: "none" });

  return withScratch(kernels, (take) => {
    const copy = (at: Int32Array | undefined) => {
      if (!at) return 0;
      const block = take(kernels.alloc(at.length));
      block.i32.set(at);
      return block.address;
    };
    const address = (block: Block | undefined) => block?.address ?? 0;
    const inputs = [x, mean, theta?.block].map(address);
    inputs.push(copy(theta?.at), address(dropout), address(size), address(weights?.block), copy(weights?.at));
    const totals = totalsBlock(kernels);
    const outputs = [dMean, dTheta, dDropout, values, totals].map(address);
    const form = [FAMILIES.indexOf(family), ...[logMean, logTheta, logit].map(Number)];
    const args = [...inputs, ...outputs, rows, columns, thetaRows, ...form, scale];
    kernels.run(OP.likelihood, args, rows * columns > PARALLEL_FROM);
    return takeTotal(kernels, totals);
  });
}

/** Number of rows; throws when a row is picked that is not there. */
function checkRows(what: string, { block, at }: Rows, rows: number, columns: number): number {
  if (!at) {
    checkRoom(what, block, rows * columns);
    return rows;
  }
  if (at.length !== rows) {
    throw new WeftError("Misaligned", { expected: `a row of ${what} for each of ${rows} rows`, found: `${at.length}` });
  }
  let most = -1;
  for (const row of at) {
    if (row < 0) throw new WeftError("InvalidArgument", { expected: `rows of ${what} from 0 on`, found: `${row}` });
    most = Math.max(most, row);
  }
  checkRoom(what, block, (most + 1) * columns);
  return columns === 0 ? 0 : Math.floor(block.length / columns);
}
