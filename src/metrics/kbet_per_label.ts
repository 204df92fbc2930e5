import { throwIfAborted } from "../core/abort.ts";
import { checkInteger, show } from "../core/check.ts";
import { isWeftError } from "../core/is_weft_error.ts";
import type { Watched } from "../core/progress.ts";
import type { Csr } from "../data/csr.ts";
import { fuzzySimplicialSet } from "../graph/fuzzy_simplicial_set.ts";
import type { NeighborTable } from "../graph/exact_neighbors.ts";
import { weakComponents } from "../graph/weak_components.ts";
import { checkTwoLabels } from "./check_two_labels.ts";
import { diffusionNeighbors } from "./diffusion_neighbors.ts";
import { kbet, type KbetOptions } from "./kbet.ts";
import { labelCodes, type Labels, rowsOfCodes } from "./labels.ts";

/** Options of {@linkcode kbetPerLabel}. */
export interface KbetPerLabelOptions extends KbetOptions, Watched {
  /** Components of the diffusion map in which each cell type's neighbours are found. Default 100. */
  readonly nComps?: number;
}

/** The kBET of every cell type, and their mean. */
export interface KbetPerLabel {
  /** Mean over the cell types that have a score, higher is better; NaN when none has. */
  readonly value: number;
  /** The score of every cell type; NaN for one with fewer than 10 cells, in one batch only, or named in `notes`. */
  readonly perLabel: Readonly<Record<string, number>>;
  /** A sentence for each cell type that could not be scored because its diffusion map was not found. */
  readonly notes: readonly string[];
}

/** Smaller cell types are not scored. */
const FEWEST = 10;
/** A cell type falls to 0 when less than this share of it hangs together. */
const HELD = 0.75;

/**
 * The kBET within every cell type (scIB, by diffusion distances as scib-metrics does it), so that types found in different
 * batches do not count as badly mixed.
 *
 * The neighbours are made a fuzzy graph; within a type, nearest cells are found by diffusion over it, a quarter of a
 * mean batch of them (10 to 70), and tested by {@linkcode kbet}. Where a type falls into pieces, those of at least three
 * neighbourhoods are tested when they hold 75 % of it; else it scores 0. A type whose diffusion map does not converge, such
 * as one stretched into a long chain, is a missing value (NaN) and named in `notes`; the others count. (scib-metrics
 * breaks off there, and gives 0 to types whose diffusion fails otherwise.)
 *
 * @param neighbors Nearest rows of every row, itself not among them; 49 for scib-metrics' neighbourhoods of 50.
 * @param batch Batch (or modality) of every row; rows that miss a type or a batch are left out.
 * @param labels Cell type of every row.
 * @param options `alpha`, `nComps`, `signal`, `onProgress`.
 * @returns The score of each type, and the mean.
 * @throws {WeftError} `Misaligned` unless there is one label and one batch a row; `InvalidArgument`; `Aborted`.
 *
 * @example
 * ```ts
 * import { kbetPerLabel } from "weft/metrics";
 * import { exactNeighbors } from "weft/graph";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const x = Dense.fromRows(Array.from({ length: 60 }, (_, i) => [i * 0.1, (i * i) % 7]));
 * const near = exactNeighbors(x, { nNeighbors: 15 });
 * const batch = Array.from({ length: 60 }, (_, i) => i % 2);
 * assert.equal(kbetPerLabel(near, batch, new Array(60).fill("T")).value, 1);
 * ```
 */
export function kbetPerLabel(
  neighbors: NeighborTable,
  batch: Labels,
  labels: Labels,
  options: KbetPerLabelOptions = {},
): KbetPerLabel {
  const { nComps = 100, signal, onProgress, ...test } = options;
  checkInteger(nComps, "nComps", 1);
  checkTwoLabels(labels, batch, neighbors.indices.length / neighbors.nNeighbors);
  const batches = labelCodes(batch).codes;
  const types = labelCodes(labels);
  const graph = fuzzySimplicialSet(neighbors);
  const perLabel: Record<string, number> = {};
  const notes: string[] = [];
  rowsOfCodes(types, (i) => batches[i]! >= 0).forEach((rows, code, all) => {
    throwIfAborted(signal, "kBET");
    onProgress?.({ stage: "kBET", done: code, total: all.length });
    const name = types.names[code]!;
    const own = rows.map((i) => batches[i]!);
    const score = convergedOrNull(() => scoreOf(graph, rows, own, nComps, signal, test));
    if (score === null) notes.push(`${show(name)} has no kBET: its diffusion map did not converge.`);
    perLabel[name] = score ?? NaN;
  });
  const scores = Object.values(perLabel).filter((score) => !Number.isNaN(score));
  return { value: scores.reduce((sum, score) => sum + score, 0) / scores.length, perLabel, notes };
}

function convergedOrNull(score: () => number): number | null {
  try {
    return score();
  } catch (error) {
    if (isWeftError(error, "Failed") && error.fields.maxRestarts !== undefined) return null;
    throw error;
  }
}

function scoreOf(
  graph: Csr,
  rows: Int32Array,
  batches: Int32Array,
  nComps: number,
  signal: AbortSignal | undefined,
  test: KbetOptions,
): number {
  const nBatches = new Set(batches).size;
  if (rows.length < FEWEST || nBatches < 2) return NaN;
  const size = Math.min(70, Math.max(10, Math.floor(rows.length / nBatches / 4)));
  const own = graph.takeRows(rows).takeColumns(rows);
  const { labels: parts, count } = weakComponents(own);
  const sizes = new Int32Array(count);
  for (const part of parts) sizes[part]!++;
  const kept = count === 1 ? rows.keys().toArray() : [...rows.keys()].filter((i) => sizes[parts[i]!]! >= 3 * size);
  if (kept.length < HELD * rows.length) return 0;
  const whole = kept.length === rows.length ? own : own.takeRows(kept).takeColumns(kept);
  const nNeighbors = Math.min(size, kept.length - 1);
  const near = diffusionNeighbors(whole, { nNeighbors, nComps, signal });
  return kbet(near, kept.map((i) => batches[i]!), test).acceptance;
}
