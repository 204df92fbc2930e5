import { checkInteger, checkNumber } from "../../core/check.ts";
import type { Progress } from "../../core/progress.ts";
import { Rng } from "../../core/rng.ts";
import type { Dense } from "../../data/dense.ts";
import { checkEnoughRows } from "../check_enough_rows.ts";
import { metricRows } from "../metric_rows.ts";
import { searchNearestRows } from "../nearest_rows.ts";
import type { Triplets, TripletsOptions } from "../triplets.ts";
import { exactFarSampler, sampledFarSampler } from "./negatives.ts";

/** Rows drawn for between two pauses. */
const ROWS = 128;

/**
 * The search behind {@linkcode triplets} in pieces of some tens of milliseconds, so that whoever runs it can hand the
 * thread back, tell progress or stop in between.
 */
export function* searchTriplets(x: Dense, options: TripletsOptions): Generator<Progress, Triplets> {
  const { nNeighbors = 3, farFraction = 0.6, maxRows = 20_000, exactBelow = 5000, seed = 0 } = options;
  checkInteger(nNeighbors, "nNeighbors", 1);
  checkNumber(farFraction, "farFraction", 0, 1);
  checkInteger(maxRows, "maxRows", 2);
  checkEnoughRows(x, nNeighbors, true);
  const rng = new Rng(seed);
  const subset = x.nRows > maxRows ? rng.split("subset").sample(x.nRows, maxRows) : undefined;
  const { values, width, nRows } = metricRows(subset ? x.takeRows(subset) : x, "euclidean");
  using search = searchNearestRows({ base: values, queries: values, width, k: nNeighbors, skip: "equal" });
  let step = search.next();
  for (; !step.done; step = search.next()) yield { stage: "finding near rows", done: step.value, total: nRows };
  const near = step.value.indices;
  using far = nRows < exactBelow
    ? exactFarSampler(values, width, farFraction)
    : sampledFarSampler(values, width, farFraction, rng.split("reference"));
  const draws = rng.split("negatives");
  const columns: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < nRows; i++) {
    if (i % ROWS === 0) yield { stage: "drawing triplets", done: i, total: nRows };
    const measured = values.subarray(i * width, (i + 1) * width).some((value) => value !== 0);
    const positives = measured ? mutual(near, nNeighbors, i) : [];
    if (positives.length === 0) continue;
    const negatives = far.draw(i, nNeighbors * nNeighbors, draws);
    if (negatives.length === 0) continue;
    for (const j of positives) {
      columns[0].push(i);
      columns[1].push(j);
      columns[2].push(negatives[draws.integer(negatives.length)]!);
    }
  }
  const original = (column: number[]) => Int32Array.from(column, (row) => subset ? subset[row]! : row);
  return { anchors: original(columns[0]), positives: original(columns[1]), negatives: original(columns[2]) };
}

function mutual(near: Int32Array, k: number, i: number): number[] {
  const found: number[] = [];
  for (let p = i * k; p < (i + 1) * k; p++) {
    const j = near[p]!;
    if (j >= 0 && near.subarray(j * k, (j + 1) * k).includes(i)) found.push(j);
  }
  return found;
}
