import { checkOneOf } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { Watched } from "../../core/progress.ts";
import { Rng } from "../../core/rng.ts";
import type { Csr } from "../../data/csr.ts";
import { Dense } from "../../data/dense.ts";
import { checkLayoutOptions } from "./check_layout_options.ts";
import { componentPlaces } from "./component_places.ts";
import { curveParameters } from "./curve_parameters.ts";
import { optimizeLayout } from "./optimize_layout.ts";
import { pcaLayout } from "./pca_layout.ts";
import { spectralLayout } from "./spectral_layout.ts";

/** Options of {@linkcode umapLayout}. */
export interface UmapLayoutOptions extends Watched {
  /** Coordinates per point. Default 2. */
  readonly nComps?: number;
  /** Distance below which points count as touching. Default 0.5. */
  readonly minDist?: number;
  /** Scale of the layout. Default 1. */
  readonly spread?: number;
  /** Passes over the edges. Default 500 up to 10,000 points, 200 above. */
  readonly nEpochs?: number;
  /** Step length of the first pass. Default 1. */
  readonly learningRate?: number;
  /** Random points each edge pushes away. Default 5. */
  readonly negativeSampleRate?: number;
  /** Weight of the pushes. Default 1. */
  readonly repulsion?: number;
  /** What the layout starts from; `"pca"` needs `features`. Default `"spectral"`. */
  readonly init?: "spectral" | "pca" | "random";
  /** Matrix that the graph was made from, `n × nFeatures`: places its components, and is the start for `"pca"`. */
  readonly features?: Dense | undefined;
  /** Seed of all draws. Default 0. */
  readonly seed?: number;
}

/** Side of the box that a layout starts in. */
const BOX = 10;
const NOISE = 1e-4;
/** umap-learn's number of passes, and the size from which it makes fewer. */
const PASSES = { small: 500, large: 200, largeFrom: 10_000 };

/**
 * Lays out a weighted graph in few dimensions so that heavy edges come out short (UMAP's layout step).
 *
 * @param weights Symmetric, `n × n`, as {@linkcode fuzzySimplicialSet} gives.
 * @param options See {@linkcode UmapLayoutOptions}.
 * @returns `n × nComps`, float32; equal seeds give equal bytes.
 * @throws {WeftError} `TooSmall` for fewer than two points, `InvalidArgument`, `Aborted`.
 *
 * @example
 * ```ts
 * import { umapLayout } from "weft/embed";
 * import { Csr } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const pair = new Csr({
 *   shape: [2, 2],
 *   indptr: Int32Array.of(0, 1, 2),
 *   indices: Int32Array.of(1, 0),
 *   data: Float32Array.of(1, 1),
 * });
 * assert.deepEqual(umapLayout(pair, { nEpochs: 20 }).shape, [2, 2]);
 * ```
 */
export function umapLayout(weights: Csr, options: UmapLayoutOptions = {}): Dense {
  const { nComps = 2, minDist = 0.5, spread = 1, init = "spectral", features, seed = 0 } = options;
  const n = weights.nRows;
  const { nEpochs = n <= PASSES.largeFrom ? PASSES.small : PASSES.large } = options;
  const { learningRate = 1, negativeSampleRate = 5, repulsion = 1 } = options;
  checkLayoutOptions(options);
  checkOneOf(init, "init", ["spectral", "pca", "random"]);
  if (n < 2) throw new WeftError("TooSmall", { expected: "at least two points to lay out", found: `${n}` });
  const curve = curveParameters(minDist, spread);
  const rng = new Rng(seed);
  const points = start(weights, nComps, init, features, rng.split("init"));
  optimizeLayout(points, weights, {
    ...curve,
    nComps,
    nEpochs,
    learningRate,
    negativeSampleRate,
    repulsion,
    rng: rng.split("layout"),
    signal: options.signal,
    onProgress: options.onProgress,
  });
  return new Dense(Float32Array.from(points), { shape: [n, nComps] });
}

function start(
  weights: Csr,
  nComps: number,
  init: "spectral" | "pca" | "random",
  features: Dense | undefined,
  rng: Rng,
): Float64Array {
  if (init === "random") return Float64Array.from({ length: weights.nRows * nComps }, () => BOX * rng.uniform());
  if (init === "spectral") {
    const places = (labels: Int32Array, count: number) => componentPlaces(labels, count, nComps, features);
    return boxed(spectralLayout(weights, nComps, rng.split("spectral"), places), nComps, rng);
  }
  if (features) return boxed(pcaLayout(features, nComps), nComps, rng);
  throw new WeftError("InvalidArgument", {
    expected: "features for init 'pca'",
    found: "none",
    next: "Give features, or start from init 'spectral'.",
  });
}

/** Stretches each coordinate over the box, with a little noise so that no two points coincide. */
function boxed(points: Float64Array, nComps: number, rng: Rng): Float64Array {
  for (let c = 0; c < nComps; c++) {
    let low = Infinity;
    let high = -Infinity;
    for (let p = c; p < points.length; p += nComps) {
      low = Math.min(low, points[p]!);
      high = Math.max(high, points[p]!);
    }
    const scale = high > low ? BOX / (high - low) : 0;
    for (let p = c; p < points.length; p += nComps) points[p] = (points[p]! - low) * scale + NOISE * rng.normal();
  }
  return points;
}
