import { throwIfAborted } from "../../core/abort.ts";
import type { Watched } from "../../core/progress.ts";
import type { Rng } from "../../core/rng.ts";
import type { Csr } from "../../data/csr.ts";
import type { CurveParameters } from "./curve_parameters.ts";
import { ForceTable } from "./force_table.ts";

/** How a layout is optimised. */
export interface LayoutSchedule extends Watched, CurveParameters {
  /** Coordinates per point. */
  readonly nComps: number;
  /** Passes over the edges. */
  readonly nEpochs: number;
  /** Step length of the first pass; falls to 0 in a straight line. */
  readonly learningRate: number;
  /** Random points each edge pushes away, per pull. */
  readonly negativeSampleRate: number;
  /** Weight of the pushes. */
  readonly repulsion: number;
  /** Source of the random points. */
  readonly rng: Rng;
}

/** No coordinate moves farther by one force, times the step length. */
const FARTHEST = 4;

/**
 * Moves points so that those joined by heavy edges come near and others keep apart: stochastic gradient descent on the
 * cross entropy between the weights and `1 / (1 + a·d^(2b))` (McInnes, Healy and Melville 2018, section 3.2), an edge
 * taken in a share of the passes equal to its weight by the heaviest, with random points for the pairs without an edge.
 *
 * @param points `n × nComps`, row major; changed in place.
 */
export function optimizeLayout(points: Float64Array, weights: Csr, schedule: LayoutSchedule): void {
  const { nComps, nEpochs, learningRate, negativeSampleRate, rng, signal, onProgress } = schedule;
  const edges = sampledEdges(weights, nEpochs);
  const { sources, targets, every } = edges;
  const n = weights.nRows;
  const { pull, push } = forces(schedule);
  const nextPull = every.slice();
  const betweenPushes = every.map((epochs) => epochs / negativeSampleRate);
  const nextPush = betweenPushes.slice();
  for (let epoch = 0; epoch < nEpochs; epoch++) {
    throwIfAborted(signal, "the layout");
    if (epoch % 10 === 0) onProgress?.({ stage: "laying out", done: epoch, total: nEpochs });
    const step = learningRate * (1 - epoch / nEpochs);
    for (let e = 0; e < sources.length; e++) {
      if (nextPull[e]! > epoch) continue;
      const i = sources[e]! * nComps;
      attract(points, nComps, i, targets[e]! * nComps, pull, step);
      nextPull[e]! += every[e]!;
      const pushes = Math.trunc((epoch - nextPush[e]!) / betweenPushes[e]!);
      for (let p = 0; p < pushes; p++) {
        const j = Math.floor(rng.bits() * (1 / 4294967296) * n) * nComps;
        if (i !== j) repel(points, nComps, i, j, push, step);
      }
      nextPush[e]! += pushes * betweenPushes[e]!;
    }
  }
}

function attract(points: Float64Array, nComps: number, i: number, j: number, pull: ForceTable, step: number): void {
  let squared = 0;
  for (let c = 0; c < nComps; c++) squared += (points[i + c]! - points[j + c]!) ** 2;
  if (squared === 0) return;
  const force = pull.at(squared);
  for (let c = 0; c < nComps; c++) {
    const move = clip(force * (points[i + c]! - points[j + c]!)) * step;
    points[i + c]! += move;
    points[j + c]! -= move;
  }
}

function repel(points: Float64Array, nComps: number, i: number, j: number, push: ForceTable, step: number): void {
  let squared = 0;
  for (let c = 0; c < nComps; c++) squared += (points[i + c]! - points[j + c]!) ** 2;
  if (squared === 0) return;
  const force = push.at(squared);
  for (let c = 0; c < nComps; c++) points[i + c]! += clip(force * (points[i + c]! - points[j + c]!)) * step;
}

function clip(force: number): number {
  return force > FARTHEST ? FARTHEST : force < -FARTHEST ? -FARTHEST : force;
}

/** Gradients of the two halves of the cross entropy, by the squared distance, to be multiplied with a difference. */
function forces({ a, b, repulsion }: LayoutSchedule): { pull: ForceTable; push: ForceTable } {
  return {
    pull: new ForceTable((d) => -2 * a * b * Math.pow(d, b - 1) / (1 + a * Math.pow(d, b))),
    push: new ForceTable((d) => 2 * repulsion * b / ((0.001 + d) * (1 + a * Math.pow(d, b)))),
  };
}

/** Edges heavy enough to be taken at least once, and every how many passes each is. */
function sampledEdges({ nRows, indptr, indices, data }: Csr, nEpochs: number) {
  let heaviest = 0;
  for (let p = 0; p < data.length; p++) heaviest = Math.max(heaviest, Number(data[p]));
  const sources: number[] = [];
  const targets: number[] = [];
  const every: number[] = [];
  for (let i = 0; i < nRows; i++) {
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      const weight = Number(data[p]);
      if (weight <= 0 || weight < heaviest / nEpochs || indices[p] === i) continue;
      sources.push(i);
      targets.push(indices[p]!);
      every.push(heaviest / weight);
    }
  }
  return { sources: Int32Array.from(sources), targets: Int32Array.from(targets), every: Float64Array.from(every) };
}
