import type * as umapJs from "umap-js";

import { throwIfAborted } from "../core/abort.ts";
import { WeftError } from "../core/error.ts";
import { Rng } from "../core/rng.ts";
import type { Csr } from "../data/csr.ts";
import { Dense } from "../data/dense.ts";
import { checkLayoutOptions } from "./umap/check_layout_options.ts";
import type { UmapLayoutOptions } from "./umap/umap_layout.ts";

let library: typeof umapJs | undefined;

/**
 * Loads umap-js, once, so that `umap(data, { engine: "umap-js" })` can run: verbs are synchronous, and weft does not
 * load the library for those who do not ask for it.
 *
 * @returns Settles when the library is there.
 *
 * @example
 * ```ts
 * import { loadUmapJs, umap } from "weft/embed";
 * import { AnnData, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * await loadUmapJs();
 * const cells = new AnnData({ X: Dense.fromRows(Array.from({ length: 30 }, (_, i) => [i, i * i])) });
 * const { obsm } = umap(cells, { engine: "umap-js", nEpochs: 5 });
 * assert.equal(obsm.X_umap!.nRows, 30);
 * ```
 */
export async function loadUmapJs(): Promise<void> {
  library ??= await import("umap-js");
}

/** What umap-js is told: the options of weft's layout that it knows. */
export type UmapJsOptions = Omit<UmapLayoutOptions, "init" | "features">;

/**
 * The layout of umap-js on given neighbours; it makes its own weights of their distances.
 *
 * @param distances Directed, the same number of entries in each row.
 * @throws {WeftError} `NotFound` before {@linkcode loadUmapJs} has settled, `Misaligned` when rows differ in length,
 * `TooSmall` when every row lists all others, which the library does not take; `InvalidArgument`, `Aborted`.
 */
export function umapJsLayout(distances: Csr, options: UmapJsOptions): Dense {
  if (!library) {
    throw new WeftError("NotFound", {
      expected: "umap-js to be loaded",
      found: "that it is not",
      next: "Call await loadUmapJs() once before.",
    });
  }
  const { nComps = 2, minDist = 0.5, spread = 1, nEpochs, learningRate = 1, seed = 0 } = options;
  const { negativeSampleRate = 5, repulsion = 1 } = options;
  checkLayoutOptions(options);
  const { indices, values, nNeighbors } = tables(distances);
  if (nNeighbors >= distances.nRows) {
    throw new WeftError("TooSmall", {
      expected: `more than ${nNeighbors} points for umap-js with ${nNeighbors} neighbours`,
      found: `${distances.nRows}`,
      next: "Lower nNeighbors, or use engine 'weft'.",
    });
  }
  const rng = new Rng(seed).split("umap-js");
  const engine = new library.UMAP({
    nComponents: nComps,
    nNeighbors,
    minDist,
    spread,
    learningRate,
    negativeSampleRate,
    repulsionStrength: repulsion,
    random: () => rng.uniform(),
    ...(nEpochs === undefined ? {} : { nEpochs }),
  });
  engine.setPrecomputedKNN(indices, values);
  // Of the features it needs only their number once it has the neighbours.
  const total = engine.initializeFit(indices.map((_, i) => [i]));
  for (let epoch = 0; epoch < total; epoch++) {
    throwIfAborted(options.signal, "the layout");
    if (epoch % 10 === 0) options.onProgress?.({ stage: "laying out", done: epoch, total });
    engine.step();
  }
  return new Dense(Float32Array.from(engine.getEmbedding().flat()), { shape: [distances.nRows, nComps] });
}

/** Neighbours as umap-js wants them: nearest first, each row itself in front. */
function tables({ nRows, indptr, indices, data }: Csr) {
  const k = nRows === 0 ? 0 : indices.length / nRows;
  if (indptr.some((from, i) => from !== i * k)) {
    throw new WeftError("Misaligned", {
      expected: "the same number of distances in every row",
      found: "rows of different length",
      next: "Use engine 'weft', or compute the distances with neighbors().",
    });
  }
  const rows = Array.from(
    { length: nRows },
    (_, i) =>
      Array.from({ length: k }, (_, p) => ({ j: indices[i * k + p]!, distance: Number(data[i * k + p]) }))
        .sort((a, b) => a.distance - b.distance || a.j - b.j),
  );
  return {
    indices: rows.map((row, i) => [i, ...row.map(({ j }) => j)]),
    values: rows.map((row) => [0, ...row.map(({ distance }) => distance)]),
    nNeighbors: k + 1,
  };
}
