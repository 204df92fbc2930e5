import { examples } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import { AnnData } from "../anndata.ts";
import { CategoricalColumn } from "../columns/categorical_column.ts";
import { StringColumn } from "../columns/string_column.ts";
import type { Frame } from "../frame.ts";
import type { Matrix } from "../matrix.ts";
import { Raw } from "../raw.ts";
import { remakeAnnData } from "../remake.ts";
import { rowsByName } from "../selector.ts";
import { type Slots, slots } from "../slots.ts";
import { type Join, joinIndexes, joinNames, sameNames } from "./join_names.ts";
import { mergeArrays } from "./merge_arrays.ts";
import { type Merge, mergeColumns } from "./merge_columns.ts";
import { stackArrays } from "./stack_arrays.ts";
import { stackFrames } from "./stack_frames.ts";
import { stackRows } from "./stack_rows.ts";

/** How objects are concatenated, everything decided. */
export interface ConcatPlan {
  /** A name for each object. */
  readonly keys: readonly string[];
  /** What remains of the other axis. */
  readonly join: Join;
  /** Column that says where a row came from. */
  readonly label?: string | undefined;
  /** Text between a name and its key. */
  readonly indexUnique?: string | null | undefined;
  /** Value of what is missing. */
  readonly fillValue?: number | undefined;
  /** Columns and arrays kept on the other axis. */
  readonly merge?: Merge | null | undefined;
}

/** AnnData objects one below the other. */
export function concatAnnData<T extends AnnData>(adatas: readonly T[], plan: ConcatPlan): T {
  const { join, fillValue, merge = null } = plan;
  const varNames = joinIndexes(adatas.map((adata) => adata.varNames), join);
  const places = adatas.map((adata, i) => columnPlaces(adata.varNames, varNames, plan.keys[i]!));
  const stack = (matrices: readonly (Matrix | null)[]) =>
    stackRows(
      matrices.map((matrix, i) => ({ matrix, nRows: adatas[i]!.nObs, place: places[i]! })),
      varNames.length,
      fillValue,
    );
  const obs = labelled(stackFrames(adatas.map((adata) => adata.obs), joinedNames(adatas, plan), join), adatas, plan);
  const obsm = adatas.map((adata) => ({ arrays: adata.obsm, nRows: adata.nObs }));
  return remakeAnnData(adatas[0]!, {
    X: checkX(adatas, plan) ? stack(adatas.map((adata) => adata.X)) : null,
    obs,
    var: mergeColumns(adatas.map((adata) => adata.var), varNames, merge),
    varm: mergeArrays(adatas.map((adata) => ({ arrays: adata.varm, index: adata.varNames })), varNames, merge),
    layers: stackLayers(adatas, join, stack),
    obsm: stackArrays(obsm, obs.index, join, fillValue),
    raw: stackRaw(adatas, plan),
  });
}

/** Names of the rows, with their object's key when that is wanted. */
export function joinedNames(
  objects: readonly { readonly obsNames: readonly string[] }[],
  { keys, indexUnique }: ConcatPlan,
): readonly string[] {
  return objects.flatMap(({ obsNames }, i) =>
    indexUnique === undefined || indexUnique === null ? obsNames : obsNames.map((name) => name + indexUnique + keys[i])
  );
}

/** The table with the column that says which object each row came from. */
export function labelled(
  frame: Frame,
  objects: readonly { readonly nObs: number }[],
  { keys, label }: ConcatPlan,
): Frame {
  if (label === undefined) return frame;
  const codes = Int32Array.from(objects.flatMap(({ nObs }, i) => Array<number>(nObs).fill(i)));
  return frame.with({ [label]: new CategoricalColumn(new StringColumn(keys), codes) });
}

function checkX(adatas: readonly AnnData[], { keys }: ConcatPlan): boolean {
  const without = adatas.findIndex((adata) => adata.X === null);
  if (without < 0) return true;
  if (adatas.every((adata) => adata.X === null)) return false;
  throw new WeftError("NotFound", { expected: "X in all objects or in none", found: `none in '${keys[without]}'` });
}

function stackLayers(
  adatas: readonly AnnData[],
  join: Join,
  stack: (matrices: readonly (Matrix | null)[]) => Matrix,
): Slots<Matrix> {
  const names = joinNames(adatas.map((adata) => Object.keys(adata.layers)), join);
  return slots(
    Object.fromEntries(names.map((name) => [name, stack(adatas.map((adata) => adata.layers[name] ?? null))])),
  );
}

function stackRaw(adatas: readonly AnnData[], plan: ConcatPlan): Raw | null {
  const raws = adatas.flatMap((adata) => adata.raw ? new AnnData({ X: adata.raw.X, var: adata.raw.var }) : []);
  if (raws.length < adatas.length) return null;
  const { X, var: vars } = concatAnnData(raws, { ...plan, merge: null });
  return new Raw({ X: X!, var: vars });
}

function columnPlaces(names: readonly string[], joined: readonly string[], key: string): Int32Array | null {
  if (sameNames(names, joined)) return null;
  const seen = new Set<string>();
  const repeated = names.filter((name) => seen.has(name) || !seen.add(name));
  if (repeated.length > 0) {
    throw new WeftError("Duplicate", {
      expected: "names on the joined axis to be unique",
      found: `${repeated.length} duplicates, such as ${examples(new Set(repeated))}`,
      where: `object '${key}'`,
      next: "Call varNamesMakeUnique() first.",
    });
  }
  const rows = rowsByName(joined);
  return Int32Array.from(names, (name) => rows.get(name) ?? -1);
}
