import { checkOneOf, examples, show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import { AnnData } from "../../data/anndata.ts";
import { categorical } from "../../data/columns/categorical.ts";
import type { ColumnInput } from "../../data/columns/column.ts";
import type { Csr } from "../../data/csr.ts";
import { Frame } from "../../data/frame.ts";

/** What 10x knows of the features of a matrix. */
export interface Features {
  /** Stable ids, such as Ensembl's. */
  readonly ids: readonly string[];
  /** Names, which may repeat. */
  readonly names: readonly string[];
  /** Kind of every feature, such as "Gene Expression"; absent in files before version 3. */
  readonly types?: readonly string[];
  /** Further columns by name, such as `genome`. */
  readonly more?: Readonly<Record<string, readonly string[]>>;
}

/** Options that all readers of 10x matrices share. */
export interface TenxOptions {
  /**
   * What features are called: `"gene_symbols"` (default; they may repeat: see `varNamesMakeUnique`) or `"gene_ids"`. The
   * other becomes a column of `var`.
   */
  readonly varNames?: "gene_symbols" | "gene_ids";
  /** Kinds of features to keep, such as `["Gene Expression"]`; default all. */
  readonly featureTypes?: readonly string[];
}

/** A 10x matrix as AnnData; `where` names the file or folder in errors. */
export function tenxAnnData(
  X: Csr,
  barcodes: readonly string[],
  features: Features,
  { varNames = "gene_symbols", featureTypes }: TenxOptions,
  where: string,
): AnnData {
  checkOneOf(varNames, "varNames", ["gene_symbols", "gene_ids"]);
  checkNames({ nBarcodes: X.nRows, nFeatures: X.nCols }, barcodes, features, where);
  const { ids, names, types, more = {} } = features;
  const columns: Record<string, ColumnInput> = varNames === "gene_symbols"
    ? { gene_ids: [...ids] }
    : { gene_symbols: [...names] };
  if (types) columns["feature_types"] = categorical(types);
  for (const [name, values] of Object.entries(more)) columns[name] = categorical(values);
  const adata = new AnnData({
    X,
    obs: new Frame(barcodes),
    var: new Frame(varNames === "gene_symbols" ? names : ids, columns),
  });
  return featureTypes ? keepTypes(adata, types ?? [], featureTypes, where) : adata;
}

function keepTypes(adata: AnnData, types: readonly string[], wanted: readonly string[], where: string): AnnData {
  const there = new Set(types);
  const missing = wanted.filter((type) => !there.has(type));
  if (missing.length > 0) {
    throw new WeftError("NotFound", {
      expected: `features of type ${examples(missing)}`,
      found: there.size === 0 ? "a file that does not tell types" : `the types ${examples(there, 12)}`,
      where,
    });
  }
  const columns = Int32Array.from(types.keys().filter((j) => wanted.includes(types[j]!)));
  return adata.subset({ var: columns }).with({});
}

/** Throws `Corrupt` unless there is a name for every row and column of a matrix. */
export function checkNames(
  { nBarcodes, nFeatures }: { readonly nBarcodes: number; readonly nFeatures: number },
  barcodes: readonly string[],
  { names }: Features,
  where: string,
): void {
  checkCount(barcodes.length, nBarcodes, "barcodes", where);
  checkCount(names.length, nFeatures, "features", where);
}

function checkCount(found: number, expected: number, what: string, where: string): void {
  if (found === expected) return;
  throw new WeftError("Corrupt", {
    expected: `${expected} ${what}, as the matrix has`,
    found: `${found}`,
    where: show(where),
    next: "Matrix and names must come from the same run.",
  });
}
