import { throwIfAborted } from "../core/abort.ts";
import { asFloat64 } from "../kernels/float64.ts";
import { knn, knnWithin } from "../kernels/ops/knn.ts";
import { knnDistances } from "../kernels/ops/knn_distances.ts";
import { freeKnn, layOutKnn } from "../kernels/ops/knn_rows.ts";
import { sharedKernels } from "../kernels/shared_kernels.ts";
import { TakenBlocks } from "../kernels/taken_blocks.ts";
import { checkFiniteRows, LARGEST_VALUE } from "./check_finite_rows.ts";

/** Where distances are told: in float64, or rounded to float32. */
export type DistanceArray = Float64Array | Float32Array;

/** Rows to search among and rows to search for, of one width; `D` is what distances are told in. */
export interface NearestRowsProblem<D extends DistanceArray = Float64Array> {
  /** Rows to search among, row major. */
  readonly base: Float64Array | Float32Array;
  /** Rows to search for, row major; `base` itself is allowed. */
  readonly queries: Float64Array | Float32Array;
  /** Values per row, at least one. */
  readonly width: number;
  /** How many nearest rows each query gets; missing ones have index −1 and distance ∞. */
  readonly k: number;
  /** What a query may not find: base row `i` for query `i`, every row equal to it, or nothing. */
  readonly skip: "self" | "equal" | "none";
  /** What is told of the squared distances: themselves, their roots or their halves; default `"squared"`. */
  readonly distance?: "squared" | "root" | "half" | undefined;
  /** Makes the array of the distances; default float64. */
  readonly distancesOf?: ((length: number) => D) | undefined;
  /** Stops the work between blocks. */
  readonly signal?: AbortSignal | undefined;
}

/** The k nearest rows of every query, nearest first. */
export interface NearestRows<D extends DistanceArray = Float64Array> {
  /** Base rows, `nQueries × k`. */
  readonly indices: Int32Array;
  /** Squared Euclidean distances, or what was asked for instead of them, `nQueries × k`. */
  readonly distances: D;
}

/** Multiplications between two pauses: some tens of milliseconds. */
const PIECE = 2e9;
/** Queries of a piece are a multiple of this, so that every thread has whole blocks of them. */
const BLOCK = 192;

/**
 * Exact k nearest rows by squared Euclidean distance, by compiled kernels; memory is that of the answer and of the rows.
 *
 * Distances are sums of squared differences in float64 (not ‖a‖² + ‖b‖² − 2a·b), so equal rows are at distance exactly 0
 * and the answer depends neither on blocks nor on threads nor on the machine. Ties go to the smaller row.
 *
 * @throws {WeftError} `BadValues` when a value is not finite, or beyond ±1e150; `Aborted` by the signal.
 */
export function nearestRows<D extends DistanceArray = Float64Array>(problem: NearestRowsProblem<D>): NearestRows<D> {
  using search = searchNearestRows(problem);
  for (;;) {
    throwIfAborted(problem.signal, "the search for neighbours");
    const step = search.next();
    if (step.done) return step.value;
  }
}

/**
 * {@linkcode nearestRows} in pieces, for whoever must hand the thread back between them; tells how many queries are done.
 * Who may not come to the end declares it with `using`, so that the kernels' memory is given back.
 */
export function* searchNearestRows<D extends DistanceArray = Float64Array>(
  problem: NearestRowsProblem<D>,
): Generator<number, NearestRows<D>> {
  const { base, queries, width, k, skip, distance = "squared" } = problem;
  const nQueries = queries.length / width;
  const indices = new Int32Array(nQueries * k);
  const distances = problem.distancesOf?.(nQueries * k) ?? new Float64Array(nQueries * k) as D;
  if (base.length === 0) {
    indices.fill(-1);
    distances.fill(Infinity);
  }
  if (base.length === 0 || nQueries === 0) return { indices, distances };
  const { kernels } = sharedKernels();
  const within = queries === base;
  const piece = within ? nQueries : Math.min(nQueries, BLOCK * Math.max(1, Math.floor(PIECE / base.length / BLOCK)));
  const rows = layOutKnn(kernels, base, queries, width);
  using taken = new TakenBlocks(kernels);
  try {
    if (!(rows.largest <= LARGEST_VALUE)) [base, queries].forEach((values) => checkFiniteRows(values, width));
    const [rowsFound, squared] = [taken.take(kernels.alloc(piece * k)), taken.take(kernels.alloc(2 * piece * k))];
    const answer = { rows: rowsFound, squared };
    for (let first = 0; first < nQueries; first += piece) {
      const count = Math.min(piece, nQueries - first);
      if (within) {
        using parts = knnWithin(kernels, rows, { k, skip, piece: PIECE }, answer);
        for (const part of parts) yield Math.floor(part * nQueries);
      } else {
        knn(kernels, rows, { first, count, k, skip }, answer);
      }
      indices.set(answer.rows.i32.subarray(0, count * k), first * k);
      if (distance !== "squared") knnDistances(kernels, answer.squared, count * k, distance);
      distances.set(asFloat64(answer.squared, count * k), first * k);
      yield first + count;
    }
    return { indices, distances };
  } finally {
    freeKnn(kernels, rows);
  }
}
