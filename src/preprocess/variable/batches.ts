import type { AnnData } from "../../data/anndata.ts";
import { codesOf } from "../../data/columns/codes_of.ts";
import { WeftError } from "../../core/error.ts";
import { show } from "../../core/check.ts";

/** The rows of every batch, in the order of the labels; one batch of all rows when no key is given. */
export function batchRows(adata: AnnData, batchKey: string | undefined): Int32Array[] {
  if (batchKey === undefined) return [Int32Array.from({ length: adata.nObs }, (_, i) => i)];
  const { codes, categories } = codesOf(adata.obs.column(batchKey));
  const missing = codes.indexOf(-1);
  if (missing >= 0) {
    throw new WeftError("BadValues", {
      expected: "a batch for every observation",
      found: `none for '${adata.obsNames[missing]}'`,
      where: `obs[${show(batchKey)}]`,
      next: "Remove such observations or give them a label.",
    });
  }
  const rows: number[][] = categories.map(() => []);
  codes.forEach((code, i) => rows[code]!.push(i));
  return rows.filter((batch) => batch.length > 0).map((batch) => Int32Array.from(batch));
}
