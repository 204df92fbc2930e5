import { Dense } from "../../data/dense.ts";
import { pcaLayout } from "./pca_layout.ts";

/**
 * Where the connected components of a graph go in a layout: by the principal components of their mean features, so that
 * similar ones come to lie together; without features on a circle.
 *
 * @returns `count × nComps`, row major.
 */
export function componentPlaces(
  labels: Int32Array,
  count: number,
  nComps: number,
  features: Dense | undefined,
): Float64Array {
  if (features && count > 2) return pcaLayout(means(features, labels, count), nComps);
  const places = new Float64Array(count * nComps);
  for (let label = 0; label < count; label++) {
    const angle = 2 * Math.PI * label / count;
    places[label * nComps] = Math.cos(angle);
    if (nComps > 1) places[label * nComps + 1] = Math.sin(angle);
  }
  return places;
}

function means(features: Dense, labels: Int32Array, count: number): Dense {
  const { nCols, data } = features;
  const sizes = new Float64Array(count);
  labels.forEach((label) => sizes[label]!++);
  const sums = new Float64Array(count * nCols);
  for (let i = 0; i < labels.length; i++) {
    const at = labels[i]! * nCols;
    for (let c = 0; c < nCols; c++) sums[at + c]! += Number(data[i * nCols + c]) / sizes[labels[i]!]!;
  }
  return new Dense(sums, { shape: [count, nCols] });
}
