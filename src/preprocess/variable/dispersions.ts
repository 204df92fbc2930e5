import { columnPositives } from "../values/axis_sums.ts";
import { columnMoments } from "../values/column_moments.ts";
import { meanBins } from "./mean_bins.ts";
import { median } from "../../core/median.ts";
import { type RowMajor, withValues } from "../row_major.ts";

/** The two ways to compare dispersions: z-scores of log dispersions in bins of equal width, or robust ones in bins of equal size. */
export type DispersionFlavor = "seurat" | "cell_ranger";

/** Mean and dispersion of every variable, and the dispersion compared with variables of similar mean. */
export interface Dispersions {
  /** Means; ln(1 + mean) for `seurat`. */
  readonly means: Float64Array;
  /** Variance / mean; its logarithm for `seurat`, NaN where it is 0. */
  readonly dispersions: Float64Array;
  /** Dispersions relative to their bin. */
  readonly normalized: Float64Array;
}

// Makes the median absolute deviation of a normal sample its standard deviation.
const MAD_SCALE = 0.6744897501960817;

/**
 * Dispersions of logged data, relative to variables of similar mean (Satija et al. 2015, Zheng et al. 2017).
 *
 * @param x Logged values; `base` their logarithm's base, `null` for natural.
 * @param expressedOnly Leaves variables without a value above 0 out; they get 0 everywhere.
 */
export function dispersionsOf(
  x: RowMajor,
  flavor: DispersionFlavor,
  { nBins, base, expressedOnly }: { nBins: number; base: number | null; expressedOnly: boolean },
): Dispersions {
  const expressed = expressedOnly ? columnPositives(x) : undefined;
  const chosen = Int32Array.from({ length: x.nCols }, (_, j) => j).filter((j) => !expressed || expressed[j]! > 0);
  const moments = columnMoments(flavor === "seurat" ? exponentials(x, base) : x);
  const means = Float64Array.from(chosen, (j) => moments.means[j]! || 1e-12);
  let raw = Float64Array.from(chosen, (j, i) => moments.variances[j]! / means[i]!);
  if (flavor === "seurat") {
    raw = raw.map((dispersion) => dispersion === 0 ? NaN : Math.log(dispersion));
    means.forEach((mean, i) => means[i] = Math.log1p(mean));
  }
  const normalized = relativeToBins(raw, meanBins(means, flavor, nBins), flavor);
  const spread = (values: Float64Array) => {
    const all = new Float64Array(x.nCols);
    chosen.forEach((j, i) => all[j] = values[i]!);
    return all;
  };
  return { means: spread(means), dispersions: spread(raw), normalized: spread(normalized) };
}

function relativeToBins(dispersions: Float64Array, bins: Int32Array, flavor: DispersionFlavor): Float64Array {
  const members = Map.groupBy(bins.keys().filter((i) => !Number.isNaN(dispersions[i]!)), (i) => bins[i]!);
  const result = new Float64Array(dispersions.length).fill(NaN);
  for (const group of members.values()) {
    const values = Float64Array.from(group, (i) => dispersions[i]!);
    const { center, spread } = flavor === "seurat" ? meanAndDeviation(values) : medianAndMad(values);
    for (const i of group) result[i] = (dispersions[i]! - center) / spread;
  }
  return result;
}

/** A bin of one variable compares it with 0, so that its normalised dispersion is 1, as scanpy does. */
function meanAndDeviation(values: Float64Array): { center: number; spread: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length === 1) return { center: 0, spread: mean };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { center: mean, spread: Math.sqrt(squares / (values.length - 1)) };
}

function medianAndMad(values: Float64Array): { center: number; spread: number } {
  const center = median(values);
  return { center, spread: median(values.map((value) => Math.abs(value - center))) / MAD_SCALE };
}

function exponentials(x: RowMajor, base: number | null): RowMajor {
  const factor = base === null ? 1 : Math.log(base);
  const { data } = x;
  const out = new Float64Array(data.length);
  for (let p = 0; p < data.length; p++) out[p] = Math.expm1(data[p]! * factor);
  return withValues(x, out) as RowMajor;
}
