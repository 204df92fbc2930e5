import { examples, show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import { categorical } from "../../data/columns/categorical.ts";
import { type Codes, codesOf } from "../../data/columns/codes_of.ts";
import type { MuData } from "../../data/mudata.ts";

/** A column of `obs` for the whole: looked for there, then in each modality. */
export function wholeLabels(tissue: MuData, key: string): Codes {
  if (tissue.obs.has(key)) return codesOf(tissue.obs.column(key));
  for (const [name, adata] of Object.entries(tissue.mod)) {
    if (!adata.obs.has(key)) continue;
    const { codes, categories } = codesOf(adata.obs.column(key));
    const labels = Array.from(tissue.obsmap[name]!, (row) => row > 0 ? categories[codes[row - 1]!] ?? null : null);
    return codesOf(categorical(labels, { categories }));
  }
  const known = new Set(
    [tissue.obs, ...Object.values(tissue.mod).map(({ obs }) => obs)].flatMap((obs) => obs.columnNames),
  );
  throw new WeftError("NotFound", {
    expected: `a column ${show(key)} in obs of the whole or of a modality`,
    found: known.size === 0 ? "no columns at all" : `the columns ${examples(known, 12)}`,
  });
}
