import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { AnnData } from "../../data/anndata.ts";
import { Csr } from "../../data/csr.ts";
import { type Matrix, toCsr } from "../../data/matrix.ts";
import type { ScmrdrConfig } from "./config.ts";

/** Rows of one modality along the shared axis, and where they stand in the whole. */
export interface Part {
  /** The modality's name. */
  readonly name: string;
  /** The modality. */
  readonly adata: AnnData;
  /** Row of the whole for each of its cells. */
  readonly rows: Int32Array;
}

/** What was measured of all cells along the shared axis, `nObs × nGenes`; 0 where a modality lacks a gene. */
export function stackedCounts(
  parts: readonly Part[],
  axis: readonly string[],
  nObs: number,
  config: ScmrdrConfig,
): Csr {
  const place = new Map(axis.map((gene, g) => [gene, g]));
  const sources: { readonly counts: Csr; readonly row: number; readonly places: Int32Array }[] = new Array(nObs);
  for (const { name, adata, rows } of parts) {
    const counts = toCsr(measured(adata, config.layer, name));
    checkValues(counts, name, config);
    const places = Int32Array.from(adata.varNames, (gene) => place.get(gene) ?? -1);
    rows.forEach((whole, row) => sources[whole] = { counts, row, places });
  }
  const indptr = new Int32Array(nObs + 1);
  const count = (i: number) => {
    const { counts: { indptr: starts, indices }, row, places } = sources[i]!;
    let found = 0;
    for (let at = starts[row]!; at < starts[row + 1]!; at++) if (places[indices[at]!]! >= 0) found++;
    return found;
  };
  for (let i = 0; i < nObs; i++) indptr[i + 1] = indptr[i]! + count(i);
  const [indices, data] = [new Int32Array(indptr[nObs]!), new Float32Array(indptr[nObs]!)];
  for (let i = 0, to = 0; i < nObs; i++) {
    const { counts, row, places } = sources[i]!;
    for (let at = counts.indptr[row]!; at < counts.indptr[row + 1]!; at++) {
      const g = places[counts.indices[at]!]!;
      if (g < 0) continue;
      indices[to] = g;
      data[to++] = Number(counts.data[at]);
    }
  }
  return new Csr({ shape: [nObs, axis.length], indptr, indices, data });
}

/** Sum of each row. */
export function rowSums({ shape: [nRows], indptr, data }: Csr): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: nRows }, (_, i) => {
    let sum = 0;
    for (let at = indptr[i]!; at < indptr[i + 1]!; at++) sum += Number(data[at]);
    return sum;
  });
}

function measured(adata: AnnData, layer: string, name: string): Matrix {
  const found = adata.layers[layer] ?? adata.X;
  if (found) return found;
  throw new WeftError("NotFound", {
    expected: `layers[${show(layer)}] or X`,
    found: "neither",
    where: `modality ${show(name)}`,
  });
}

function checkValues({ data }: Csr, name: string, { distribution }: ScmrdrConfig): void {
  const isCounts = distribution !== "gaussian";
  for (let i = 0; i < data.length; i++) {
    const value = Number(data[i]);
    if (isCounts ? Number.isInteger(value) && value >= 0 : Number.isFinite(value)) continue;
    throw new WeftError("BadValues", {
      expected: isCounts ? `counts (whole numbers from 0 on) under distribution: "${distribution}"` : "finite values",
      found: `${value}`,
      where: `modality ${show(name)}`,
      next: isCounts
        ? 'Keep the counts in layers["counts"], or set distribution: "gaussian" for values that are none.'
        : "Take these entries out first.",
    });
  }
}
