import type { Rng } from "../../core/rng.ts";
import { transposeSlices } from "../../data/compressed.ts";
import { Csr } from "../../data/csr.ts";
import { weakComponents } from "../../graph/weak_components.ts";
import { leadingEigenvectors } from "./leading_eigenvectors.ts";

/**
 * A first layout from the spectrum of the graph: the eigenvectors of the normalised Laplacian with the smallest
 * eigenvalues after 0 (Belkin and Niyogi 2003), each connected component by itself, around a place of its own.
 *
 * @param weights Symmetric, `n × n`.
 * @param places Where the components go, by the number of components; `nComps` numbers each.
 * @returns `n × nComps`, row major.
 */
export function spectralLayout(
  weights: Csr,
  nComps: number,
  rng: Rng,
  places: (labels: Int32Array, count: number) => Float64Array,
): Float64Array {
  const { count, labels } = weakComponents(weights);
  if (count === 1) return componentLayout(weights, nComps, rng);
  const centres = places(labels, count);
  const reach = halfNearest(centres, nComps);
  const members: number[][] = Array.from({ length: count }, () => []);
  labels.forEach((label, i) => members[label]!.push(i));
  const points = new Float64Array(weights.nRows * nComps);
  members.forEach((rows, label) => {
    const own = componentLayout(within(weights, rows), nComps, rng.split(label));
    const largest = own.reduce((most, value) => Math.max(most, Math.abs(value)), Number.MIN_VALUE);
    rows.forEach((row, i) => {
      for (let c = 0; c < nComps; c++) {
        points[row * nComps + c] = centres[label * nComps + c]! + own[i * nComps + c]! * reach[label]! / largest;
      }
    });
  });
  return points;
}

function componentLayout(weights: Csr, nComps: number, rng: Rng): Float64Array {
  const n = weights.nRows;
  if (n < 2 * nComps + 2) return Float64Array.from({ length: n * nComps }, () => 2 * rng.uniform() - 1);
  return leadingEigenvectors(weights, nComps, rng);
}

function within(weights: Csr, rows: readonly number[]): Csr {
  const cut = weights.takeRows(rows);
  // Rows of one component reach only each other: turning twice renumbers the columns without a lookup a column.
  const turned = new Csr({ ...transposeSlices(cut, cut.dtype, cut.nCols), shape: [cut.nCols, cut.nRows] }).takeRows(
    rows,
  );
  return new Csr({ ...transposeSlices(turned, turned.dtype, rows.length), shape: [rows.length, rows.length] });
}

/** For each place, half the distance to the nearest other one. */
function halfNearest(centres: Float64Array, nComps: number): Float64Array {
  const count = centres.length / nComps;
  return Float64Array.from({ length: count }, (_, i) => {
    let nearest = Infinity;
    for (let j = 0; j < count; j++) {
      let squared = 0;
      for (let c = 0; c < nComps; c++) squared += (centres[i * nComps + c]! - centres[j * nComps + c]!) ** 2;
      if (squared > 0) nearest = Math.min(nearest, squared);
    }
    return nearest === Infinity ? 1 : Math.sqrt(nearest) / 2;
  });
}
