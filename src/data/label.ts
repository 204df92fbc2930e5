import { type Annotated, withAnnotations } from "./annotated.ts";
import { categorical } from "./columns/categorical.ts";
import { type Codes, codesOf } from "./columns/codes_of.ts";
import { type Selector, selectRows } from "./selector.ts";

/**
 * Gives some rows a label in a column of `obs`, such as the spots of a lasso; other rows keep theirs, or have none.
 *
 * @param data One modality or several.
 * @param key The column; made when it is not there. It becomes categorical.
 * @param rows Which rows.
 * @param value Their label; a new category comes last.
 * @returns An object of the same class.
 * @throws {WeftError} `NotFound` or `InvalidArgument` when the selector names what is not there.
 *
 * @example
 * ```ts
 * import { AnnData, Frame, label } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const adata = label(new AnnData({ obs: new Frame(["a", "b", "c"]) }), "region", ["a", "c"], "follicle");
 * assert.deepEqual(adata.obs.column("region").toArray(), ["follicle", null, "follicle"]);
 * ```
 */
export function label<T extends Annotated>(data: T, key: string, rows: Selector, value: string): T {
  const before = data.obs.has(key) ? codesOf(data.obs.column(key)) : none(data.nObs);
  const labels = Array.from(before.codes, (code) => before.categories[code] ?? null);
  for (const row of selectRows(data.obs, rows, "obs")) labels[row] = value;
  const categories = before.categories.includes(value) ? before.categories : [...before.categories, value];
  return withAnnotations(data, { obs: { [key]: categorical(labels, { categories }) } });
}

function none(nObs: number): Codes {
  return { codes: new Int32Array(nObs).fill(-1), categories: [] };
}
