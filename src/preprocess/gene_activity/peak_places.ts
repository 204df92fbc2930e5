import { examples } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import { type GenomicPlace, genomicPlace } from "../../core/genomic_place.ts";
import type { AnnData } from "../../data/anndata.ts";
import type { Frame } from "../../data/frame.ts";

/**
 * Where the peaks lie: columns `chrom`, `start`, `end` of `var` where it has all three, else as their names tell; both
 * `[start, end)` counted from 0.
 *
 * @throws {WeftError} `BadValues` when a peak has no place.
 */
export function peakPlaces({ var: variables }: AnnData): readonly GenomicPlace[] {
  const told = ["chrom", "start", "end"].every((name) => variables.has(name));
  const places = told ? columnPlaces(variables) : variables.index.map(genomicPlace);
  const without = variables.index.filter((_, j) => places[j] === undefined);
  if (without.length === 0) return places as readonly GenomicPlace[];
  throw new WeftError("BadValues", {
    expected: told
      ? "a chromosome and whole numbers start < end for every peak"
      : "names of peaks that tell places, such as 'chr1:100-200', 'chr1-100-200' or 'chr1_100_200'",
    found: `${without.length} of ${places.length} without: ${examples(without)}`,
    where: told ? "columns chrom, start, end of var" : "varNames",
    next: told
      ? "Fill these cells, or take the peaks out with filterVar()."
      : "Keep peaks only, name them by their places, or put columns chrom, start and end into var.",
  });
}

function columnPlaces(variables: Frame): (GenomicPlace | undefined)[] {
  const [chroms, starts, ends] = ["chrom", "start", "end"].map((name) => variables.column(name));
  return variables.index.map((_, j) => {
    const [chrom, start, end] = [chroms!.get(j), Number(starts!.get(j)), Number(ends!.get(j))];
    const isPlace = chrom !== null && starts!.get(j) !== null && start >= 0 && start < end &&
      Number.isInteger(start) && Number.isInteger(end);
    return isPlace ? { chrom: String(chrom), start, end } : undefined;
  });
}
