/** A stretch of a chromosome: `[start, end)`, counted from 0. */
export interface GenomicPlace {
  /** Name of the chromosome. */
  readonly chrom: string;
  /** First base. */
  readonly start: number;
  /** Base after the last. */
  readonly end: number;
}

/** A chromosome's name may hold the separators itself, as in `chr14_GL000009v2_random`: the numbers are the last two. */
const FORM = /^(.+?)[:_-](\d+)[-_](\d+)$/;
/** Largest coordinate of which all formats' arithmetic stays within int32. */
const MOST = 2 ** 31 - 1;

/**
 * The place that a name such as `chr1:100-200`, `chr1-100-200` or `chr1_100_200` tells, taken as peak callers write it:
 * the numbers of a BED line. `undefined` for a name that tells none.
 */
export function genomicPlace(name: string): GenomicPlace | undefined {
  const [, chrom, first, last] = FORM.exec(name) ?? [];
  if (chrom === undefined) return undefined;
  const [start, end] = [Number(first), Number(last)];
  return start < end && end <= MOST ? { chrom, start, end } : undefined;
}
