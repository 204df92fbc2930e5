import { throwIfAborted } from "../../core/abort.ts";
import type { Watched } from "../../core/progress.ts";
import type { Rng } from "../../core/rng.ts";
import type { Csr } from "../../data/csr.ts";
import type { Block } from "../../kernels/block.ts";
import { asFloat64, float64Block } from "../../kernels/float64.ts";
import { scatterLayout } from "../../kernels/ops/scatter_layout.ts";
import { sharedKernels } from "../../kernels/shared_kernels.ts";
import { withScratch } from "../../kernels/with_scratch.ts";
import type { CurveParameters } from "./curve_parameters.ts";
import { FORCE_CELLS, forceTable } from "./force_table.ts";

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
/** Passes between two looks at the signal: fewer when they take long. */
const PIECE = 10;
const EDGES_A_PIECE = 2_000_000;

/**
 * Moves points so that those joined by heavy edges come near and others keep apart: stochastic gradient descent on the
 * cross entropy between the weights and `1 / (1 + a·d^(2b))` (McInnes, Healy and Melville 2018, section 3.2), an edge
 * taken in a share of the passes equal to its weight by the heaviest, with random points for the pairs without an edge.
 *
 * @param points `n × nComps`, row major; changed in place.
 */
export function optimizeLayout(points: Float64Array, weights: Csr, schedule: LayoutSchedule): void {
  const { nComps, nEpochs, learningRate, negativeSampleRate, rng, signal, onProgress } = schedule;
  const { sources, targets, every } = sampledEdges(weights, nEpochs);
  const { pull, push } = forces(schedule);
  const { kernels } = sharedKernels();
  withScratch(kernels, (take) => {
    const float64 = (values: Float64Array): Block => take(float64Block(kernels, values));
    const int32 = (values: Int32Array): Block => {
      const block = take(kernels.alloc(values.length));
      block.i32.set(values);
      return block;
    };
    const layout = {
      points: float64(points),
      nPoints: weights.nRows,
      nComps,
      nEdges: sources.length,
      sources: int32(sources),
      targets: int32(targets),
      every: float64(every),
      nextPull: float64(every),
      nextPush: float64(every.map((epochs) => epochs / negativeSampleRate)),
      pushesPerPull: negativeSampleRate,
      pull: float64(pull),
      push: float64(push),
      cells: FORCE_CELLS,
      farthest: FARTHEST,
      generator: int32(Int32Array.from({ length: 4 }, () => rng.bits() | 0)),
      nEpochs,
      learningRate,
    };
    const piece = Math.max(1, Math.min(PIECE, Math.floor(EDGES_A_PIECE / sources.length)));
    for (let epoch = 0; epoch < nEpochs; epoch += piece) {
      throwIfAborted(signal, "the layout");
      onProgress?.({ stage: "laying out", done: epoch, total: nEpochs });
      scatterLayout(kernels, layout, epoch, Math.min(nEpochs, epoch + piece));
    }
    points.set(asFloat64(layout.points));
  });
}

/** Gradients of the two halves of the cross entropy, by the squared distance, to be multiplied with a difference. */
function forces({ a, b, repulsion }: LayoutSchedule): { pull: Float64Array; push: Float64Array } {
  return {
    pull: forceTable((d) => -2 * a * b * Math.pow(d, b - 1) / (1 + a * Math.pow(d, b))),
    push: forceTable((d) => 2 * repulsion * b / ((0.001 + d) * (1 + a * Math.pow(d, b)))),
  };
}

/**
 * Edges heavy enough to be taken at least once, and every how many passes each is: the first of every point, the second of
 * every point and so on, because forces on different points can be computed at the same time.
 */
function sampledEdges({ nRows, indptr, indices, data }: Csr, nEpochs: number) {
  let heaviest = 0;
  for (let p = 0; p < data.length; p++) heaviest = Math.max(heaviest, Number(data[p]));
  const isTaken = (i: number, p: number) =>
    indices[p] !== i && Number(data[p]) > 0 && Number(data[p]) >= heaviest / nEpochs;
  // Where the first edges of all points begin, the second ones, and so on.
  const starts = [0];
  for (let i = 0; i < nRows; i++) {
    for (let p = indptr[i]!, nth = 1; p < indptr[i + 1]!; p++) {
      if (isTaken(i, p)) starts[nth] = (starts[nth++] ?? 0) + 1;
    }
  }
  for (let nth = 1; nth < starts.length; nth++) starts[nth]! += starts[nth - 1]!;
  const count = starts.at(-1)!;
  const [sources, targets, every] = [new Int32Array(count), new Int32Array(count), new Float64Array(count)];
  for (let i = 0; i < nRows; i++) {
    for (let p = indptr[i]!, nth = 0; p < indptr[i + 1]!; p++) {
      if (!isTaken(i, p)) continue;
      const to = starts[nth++]!++;
      sources[to] = i;
      targets[to] = indices[p]!;
      every[to] = heaviest / Number(data[p]);
    }
  }
  return { sources, targets, every };
}
