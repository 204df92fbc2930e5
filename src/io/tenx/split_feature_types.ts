import { examples, show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { AnnData } from "../../data/anndata.ts";
import { codesOf } from "../../data/columns/codes_of.ts";
import { MuData } from "../../data/mudata.ts";

/** Names of modalities for 10x's kinds of features; other kinds are named in snake case. */
const MODALITIES: Readonly<Record<string, string>> = {
  "Gene Expression": "rna",
  "Antibody Capture": "adt",
  "Protein Expression": "adt",
  Peaks: "atac",
};

/** Options of {@linkcode splitFeatureTypes}. */
export interface SplitFeatureTypesOptions {
  /** Names of modalities by kind of feature, beside `rna`, `adt` and `atac`. */
  readonly names?: Readonly<Record<string, string>>;
  /** Column of `var` that tells the kinds; default `"feature_types"`. */
  readonly key?: string;
}

/**
 * Takes an object with several kinds of features apart: a modality for each, of the same observations.
 *
 * @param adata With `var["feature_types"]`, as the 10x readers give it; not changed.
 * @param options Names of the modalities, and the column.
 * @returns MuData with `rna` (Gene Expression), `adt` (Antibody Capture), `atac` (Peaks) … in the order of the features.
 * @throws {WeftError} `NotFound` without the column, `BadValues` when a feature has no kind, `Duplicate` when two kinds
 * would get the same name.
 *
 * @example
 * ```ts
 * import { AnnData, Dense, Frame } from "weft/data";
 * import { splitFeatureTypes } from "weft/io";
 * import assert from "node:assert/strict";
 *
 * const types = ["Gene Expression", "Antibody Capture"];
 * const adata = new AnnData({ X: Dense.fromRows([[1, 9]]), var: new Frame(["CD3E", "CD3"], { feature_types: types }) });
 * assert.deepEqual(splitFeatureTypes(adata).modalityNames, ["rna", "adt"]);
 * ```
 */
export function splitFeatureTypes(adata: AnnData, options: SplitFeatureTypesOptions = {}): MuData {
  const { key = "feature_types", names = {} } = options;
  const { codes, categories } = codesOf(adata.var.column(key));
  const without = codes.indexOf(-1);
  if (without >= 0) {
    throw new WeftError("BadValues", {
      expected: "every feature to have a type",
      found: `none for ${show(adata.varNames[without])}`,
      where: `var[${show(key)}]`,
    });
  }
  const mod: Record<string, AnnData> = {};
  for (const code of new Set(codes)) {
    const type = categories[code]!;
    const name = names[type] ?? MODALITIES[type] ?? type.trim().toLowerCase().replace(/\W+/g, "_");
    if (name in mod) {
      throw new WeftError("Duplicate", {
        expected: "a name of its own for each modality",
        found: `${show(name)} for ${
          examples(categories.filter((other) => (names[other] ?? MODALITIES[other]) === name))
        }`,
        next: "Give names to the types with the option names.",
      });
    }
    const columns = Int32Array.from(codes.keys().filter((j) => codes[j] === code));
    mod[name] = adata.subset({ var: columns }).with({});
  }
  return new MuData({ mod });
}
