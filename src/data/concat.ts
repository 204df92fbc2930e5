import { checkOneOf } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { AnnData } from "./anndata.ts";
import type { Annotated } from "./annotated.ts";
import { concatAnnData } from "./concat/concat_anndata.ts";
import { concatMuData } from "./concat/concat_mudata.ts";
import type { Join } from "./concat/join_names.ts";
import type { Merge } from "./concat/merge_columns.ts";
import type { MuData } from "./mudata.ts";
import { transpose } from "./transpose.ts";

/** Options of {@linkcode concat}. */
export interface ConcatOptions {
  /** The axis along which objects are put one after another; default `"obs"`. */
  readonly axis?: "obs" | "var" | undefined;
  /** Keep what all objects have (`"inner"`, the default) or what any has (`"outer"`). */
  readonly join?: Join | undefined;
  /** A name for each object, the labels of the batch column; default "0", "1", … or the keys of the record. */
  readonly keys?: readonly string[] | undefined;
  /** Column of `obs` (or `var`) that says which object a row came from, such as `"batch"`; default none. */
  readonly label?: string | undefined;
  /** Text between a name and its object's key, which makes names unique; default: names stay as they are. */
  readonly indexUnique?: string | null | undefined;
  /** Value of what an object lacks in an outer join; default 0 in sparse matrices and NaN in dense ones. */
  readonly fillValue?: number | undefined;
  /** Columns and arrays (`var`, `varm`) kept on the other axis; default none. */
  readonly merge?: Merge | null | undefined;
}

/**
 * Objects one after another, such as sections of a tissue, the other axis joined by name: `anndata.concat`.
 *
 * Matrices stay sparse when one of them is; categories are united; `obsm` and `layers` follow the join, `var` and `varm`
 * the strategy of `merge`; `uns` and `obsp` are left out because they describe one object only; `raw` stays when all have
 * it. Of a MuData, every
 * modality is put together so, and the tables of the whole.
 *
 * @param objects AnnData or MuData objects, in a list or by key.
 * @param options How to join and label.
 * @returns A new object of the class of the first.
 * @throws {WeftError} `TooSmall` without objects, `Misaligned` when keys and objects differ in number, `Duplicate` when
 * names on the joined axis repeat, `NotFound` when only some objects have X.
 *
 * @example
 * ```ts
 * import { AnnData, concat, Dense, Frame } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const a = new AnnData({ X: Dense.fromRows([[1, 2]]), obs: new Frame(["s"]), var: new Frame(["g1", "g2"]) });
 * const b = new AnnData({ X: Dense.fromRows([[3, 4]]), obs: new Frame(["s"]), var: new Frame(["g2", "g3"]) });
 * const both = concat({ A: a, B: b }, { label: "section", indexUnique: "-" });
 * assert.deepEqual(both.obsNames, ["s-A", "s-B"]);
 * assert.deepEqual(both.varNames, ["g2"]);
 * assert.deepEqual(both.obs.column("section").toArray(), ["A", "B"]);
 * ```
 */
export function concat<T extends Annotated>(
  objects: readonly T[] | Readonly<Record<string, T>>,
  options: ConcatOptions = {},
): T {
  const { axis = "obs", join = "inner" } = options;
  const list = Array.isArray(objects) ? objects as readonly T[] : Object.values(objects as Readonly<Record<string, T>>);
  const keys = options.keys ?? (Array.isArray(objects) ? list.map((_, i) => `${i}`) : Object.keys(objects));
  checkOneOf(axis, "axis", ["obs", "var"]);
  checkOneOf(join, "join", ["inner", "outer"]);
  checkOneOf(options.merge ?? null, "merge", [null, "same", "unique", "first", "only"]);
  checkObjects(list, keys);
  const plan = { ...options, keys, join };
  if (list[0]!.kind === "anndata") {
    const adatas = list as readonly AnnData[];
    return (axis === "obs" ? concatAnnData(adatas, plan) : transpose(concatAnnData(adatas.map(transpose), plan))) as T;
  }
  checkOneOf(axis, "axis of a MuData", ["obs"]);
  return concatMuData(list as readonly MuData[], plan) as Annotated as T;
}

function checkObjects(list: readonly Annotated[], keys: readonly string[]): void {
  if (list.length === 0) {
    throw new WeftError("TooSmall", { expected: "at least one object to concatenate", found: "none" });
  }
  if (keys.length !== list.length) {
    throw new WeftError("Misaligned", { expected: `${list.length} keys, one an object`, found: `${keys.length}` });
  }
  if (list.some(({ kind }) => kind !== list[0]!.kind)) {
    throw new WeftError("InvalidArgument", {
      expected: "objects of one class to concatenate",
      found: "both AnnData and MuData",
      next: "Take the modalities of the MuData with modality().",
    });
  }
}
