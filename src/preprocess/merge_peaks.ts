import { WeftError } from "../core/error.ts";
import type { GenomicPlace } from "../core/genomic_place.ts";
import type { AnnData } from "../data/anndata.ts";
import { Frame } from "../data/frame.ts";
import { remakeAnnData } from "../data/remake.ts";
import { countsOf, type CountsOptions } from "./counts.ts";
import { overlaps } from "./gene_activity/overlaps.ts";
import { peakPlaces } from "./gene_activity/peak_places.ts";
import { sumColumns } from "./gene_activity/sum_columns.ts";

/**
 * Peaks that were called section by section, on a common set: peaks of all sections that overlap become one, from the
 * first base of any to the last, and the counts of a section's own peaks in it are added up.
 *
 * A section gets the merged peaks that it has a peak in, so that `concat` keeps those that all have. Peaks that only touch
 * (`chr1:0-5` and `chr1:5-9`) stay two. This is how SMART-MS lays chromatin of several sections on one axis.
 *
 * Peaks lie where columns `chrom`, `start`, `end` of `var` say, else where their names do, see `geneActivity`. Reads
 * `layers["counts"]`, else `X`.
 *
 * @param sections `nObs × nPeaks` each, by name.
 * @param options `layer`, `allowNonCounts`.
 * @returns The sections with the sums in `X` and `layers["counts"]` (sparse, float32 or float64), in order of place, named
 *   such as `chr1:100-250`; in `var` `chrom`, `start`, `end` and `n_peaks`, how many of its own are in it. `obs`, `obsm`,
 *   `obsp` and `uns` are as they were.
 * @throws {WeftError} `TooSmall` without sections; `BadValues` when a peak has no place or values are not counts.
 *
 * @example
 * ```ts
 * import { AnnData, concat, Dense, Frame, toDense } from "weft/data";
 * import { mergePeaks } from "weft/preprocess";
 * import assert from "node:assert/strict";
 *
 * const section = (spot: string, counts: number[], peaks: string[]) =>
 *   new AnnData({ X: Dense.fromRows([counts]), obs: new Frame([spot]), var: new Frame(peaks) });
 * const merged = mergePeaks({
 *   a: section("a1", [1, 2, 4], ["chr1:100-200", "chr1:180-220", "chr2:5-9"]),
 *   b: section("b1", [8], ["chr1:150-250"]),
 * });
 * const both = concat(merged, { label: "section" });
 * assert.deepEqual(both.varNames, ["chr1:100-250"]);
 * assert.deepEqual(toDense(both.X!).toRows(), [[3], [8]]);
 * ```
 */
export function mergePeaks<T extends AnnData>(
  sections: Readonly<Record<string, T>>,
  options: CountsOptions = {},
): Record<string, T> {
  const entries = Object.entries(sections);
  if (entries.length === 0) {
    throw new WeftError("TooSmall", { expected: "sections whose peaks can be merged", found: "none" });
  }
  const places = entries.map(([, adata]) => peakPlaces(adata));
  const merged = unions(places.flat());
  return Object.fromEntries(
    entries.map(([name, adata], s) => [name, ontoMerged(adata, places[s]!, merged, options)] as const),
  );
}

/** Stretches that hold all places, those that overlap in one; by chromosome as first met, then by start. */
function unions(places: readonly GenomicPlace[]): GenomicPlace[] {
  return [...Map.groupBy(places, ({ chrom }) => chrom).values()].flatMap((own) => {
    const found: GenomicPlace[] = [];
    for (const { chrom, start, end } of own.toSorted((a, b) => a.start - b.start)) {
      const last = found.at(-1);
      if (last && start < last.end) found[found.length - 1] = { ...last, end: Math.max(last.end, end) };
      else found.push({ chrom, start, end });
    }
    return found;
  });
}

function ontoMerged<T extends AnnData>(
  adata: T,
  places: readonly GenomicPlace[],
  merged: readonly GenomicPlace[],
  options: CountsOptions,
): T {
  const { starts, targets } = overlaps(places, merged);
  const nPeaks = new Int32Array(merged.length);
  for (const target of targets) nPeaks[target]!++;
  const kept = Int32Array.from(merged.keys()).filter((m) => nPeaks[m]! > 0);
  const position = new Int32Array(merged.length);
  kept.forEach((m, at) => position[m] = at);
  const counts = countsOf(adata, "mergePeaks()", options);
  const X = sumColumns(counts, { starts, targets: targets.map((m) => position[m]!) }, kept.length);
  const { log1p: _, ...unlogged } = adata.uns;
  const { obs, obsm, obsp } = adata;
  return remakeAnnData(adata, {
    ...{ X, layers: { counts: X }, obs, obsm, obsp, uns: unlogged },
    var: described(Array.from(kept, (m) => merged[m]!), kept.map((m) => nPeaks[m]!)),
  });
}

function described(places: readonly GenomicPlace[], nPeaks: Int32Array): Frame {
  return new Frame(places.map(({ chrom, start, end }) => `${chrom}:${start}-${end}`), {
    chrom: places.map(({ chrom }) => chrom),
    start: Int32Array.from(places, ({ start }) => start),
    end: Int32Array.from(places, ({ end }) => end),
    n_peaks: nPeaks,
  });
}
