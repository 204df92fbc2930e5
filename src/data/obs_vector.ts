import { examples, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { AnnData } from "./anndata.ts";
import type { Annotated } from "./annotated.ts";
import type { Column } from "./columns/column.ts";
import { NumericColumn } from "./columns/numeric_column.ts";
import type { Matrix } from "./matrix.ts";
import { matrixColumn } from "./matrix_column.ts";
import { obsColumn } from "./obs_column.ts";
import { placed } from "./placed.ts";

/** Options of {@linkcode obsVector}. */
export interface ObsVectorOptions {
  /** Layer that genes are read from. Default: `raw` where it knows the gene, else `X`. */
  readonly layer?: string | undefined;
  /** Whether genes are read from `raw`. Default: when there is a `raw` that knows the gene and no `layer` is named. */
  readonly useRaw?: boolean | undefined;
}

/**
 * One value an observation for a name wherever it stands: a column of `obs`, a gene or protein, or an axis of an
 * embedding.
 *
 * Looked for in this order: a column of `obs` (of a MuData also of a modality); `"X_umap:0"`, the first axis of
 * `obsm["X_umap"]`; a variable, in a MuData also as `"rna:CD3E"`.
 *
 * @param data One modality or several.
 * @param key What to look for.
 * @param options Where genes are read from.
 * @returns `nObs` values; missing (of numbers: NaN) for observations of the whole that a modality lacks.
 * @throws {WeftError} `NotFound` when it is nowhere, `Ambiguous` when several modalities have a variable of that name,
 * `InvalidArgument` for both `layer` and `useRaw`.
 *
 * @example
 * ```ts
 * import { AnnData, Dense, Frame, obsVector } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({
 *   X: Dense.fromRows([[1, 2], [3, 4]]),
 *   obs: new Frame(["a", "b"], { domain: ["x", "y"] }),
 *   var: new Frame(["CD3E", "CD19"]),
 * });
 * assert.deepEqual(obsVector(adata, "CD19").toArray(), [2, 4]);
 * assert.deepEqual(obsVector(adata, "domain").toArray(), ["x", "y"]);
 * ```
 */
export function obsVector(data: Annotated, key: string, options: ObsVectorOptions = {}): Column {
  if (options.useRaw === true && options.layer !== undefined) {
    throw new WeftError("InvalidArgument", {
      expected: "either a layer or useRaw",
      found: `both (layer ${show(options.layer)})`,
      next: "Leave one out.",
    });
  }
  const modalities = data.kind === "mudata" ? Object.entries(data.mod) : [];
  if ([data, ...modalities.map(([, modality]) => modality)].some(({ obs }) => obs.has(key))) {
    return obsColumn(data, key);
  }
  const axis = axisOf(data, key);
  if (axis) return axis;
  if (data.kind === "anndata") return geneOf(data, key, options) ?? fail(data, key, options);
  const found = modalities.flatMap(([name, modality]) => {
    const gene = key.startsWith(`${name}:`) ? key.slice(name.length + 1) : key;
    const values = axisOf(modality, gene) ?? geneOf(modality, gene, options);
    return values ? [{ name, values }] : [];
  });
  const exact = found.filter(({ name }) => key.startsWith(`${name}:`));
  const [first, ...others] = exact.length > 0 ? exact : found;
  if (!first) return fail(data, key, options);
  if (others.length === 0) return placed(first.values, data.obsmap[first.name]!);
  throw new WeftError("Ambiguous", {
    expected: `one modality with ${show(key)}`,
    found: `${found.length} (${examples(found.map(({ name }) => name))})`,
    next: `Name it, as in '${first.name}:${key}'.`,
  });
}

function axisOf(data: Annotated, key: string): Column | undefined {
  const [, name, axis] = key.match(/^(.*):(\d+)$/s) ?? [];
  const matrix = name === undefined ? undefined : data.obsm[name];
  if (!matrix || matrix.kind === "frame" || Number(axis) >= matrix.nCols) return undefined;
  return columnOf(matrix, Number(axis));
}

function geneOf(adata: AnnData, gene: string, { layer, useRaw }: ObsVectorOptions): Column | undefined {
  const { raw } = adata;
  const inRaw = useRaw !== false && layer === undefined && raw ? raw.var.index.indexOf(gene) : -1;
  if (raw && inRaw >= 0) return columnOf(raw.X, inRaw);
  const at = useRaw === true ? -1 : adata.varNames.indexOf(gene);
  if (at < 0) return undefined;
  const matrix = layer === undefined ? adata.X : adata.layers[layer];
  if (matrix) return columnOf(matrix, at);
  throw new WeftError("NotFound", {
    expected: layer === undefined ? "a matrix X" : `a layer ${show(layer)}`,
    found: layer === undefined ? "none" : `the layers ${examples(Object.keys(adata.layers), 12) || "of nothing"}`,
  });
}

function columnOf(matrix: Matrix, at: number): Column {
  return new NumericColumn(matrixColumn(matrix, at));
}

function fail(data: Annotated, key: string, { useRaw }: ObsVectorOptions): never {
  const modalities = data.kind === "mudata" ? Object.values(data.mod) : [data];
  const columns = new Set([data, ...modalities].flatMap(({ obs }) => obs.columnNames));
  const names = modalities.flatMap(({ varNames, raw }) => useRaw === true ? raw?.var.index ?? [] : varNames);
  const like = names.filter((name) => sameButCase(name, key));
  const variables = useRaw === true ? "variables of raw" : "variables";
  throw new WeftError("NotFound", {
    expected: `${show(key)} among the columns of obs, the ${variables} or the axes of obsm ('X_umap:0')`,
    found: `the columns ${examples(columns, 12) || "of nothing"} and ${names.length} ${variables} without it`,
    ...(like.length > 0 && { next: `Did you mean ${examples(like)}?` }),
  });
}

function sameButCase(a: string, b: string): boolean {
  return a.length === b.length && a.toLowerCase() === b.toLowerCase();
}
