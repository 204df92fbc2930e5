import { examples, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Annotated } from "./annotated.ts";
import type { Column } from "./columns/column.ts";
import type { ModalityMaps } from "./modality_maps.ts";
import { placed } from "./placed.ts";

/**
 * A column of `obs` wherever it stands: that of the whole, else that of the first modality which has it, put in the
 * order of the whole by name.
 *
 * @param data One modality or several.
 * @param key Name of the column.
 * @returns `nObs` values; missing for observations of the whole that the modality lacks.
 * @throws {WeftError} `NotFound` when it is nowhere; the error lists the columns there are.
 *
 * @example
 * ```ts
 * import { AnnData, Frame, MuData, obsColumn } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const rna = new AnnData({ obs: new Frame(["a", "b"], { layer: ["L1", "L2"] }) });
 * const adt = new AnnData({ obs: new Frame(["c", "b"]) });
 * const tissue = new MuData({ mod: { adt, rna } });
 * assert.deepEqual(tissue.obsNames, ["c", "b", "a"]);
 * assert.deepEqual(obsColumn(tissue, "layer").toArray(), [null, "L2", "L1"]);
 * ```
 */
export function obsColumn(data: Annotated, key: string): Column {
  if (data.obs.has(key)) return data.obs.column(key);
  const { mod, obsmap } = data.kind === "mudata" ? data : { mod: {}, obsmap: {} as ModalityMaps };
  const found = Object.entries(mod).find(([, { obs }]) => obs.has(key));
  if (found) return placed(found[1].obs.column(key), obsmap[found[0]]!);
  const known = new Set([data, ...Object.values(mod)].flatMap(({ obs }) => obs.columnNames));
  throw new WeftError("NotFound", {
    expected: `a column ${show(key)} in obs${data.kind === "mudata" ? " of the whole or of a modality" : ""}`,
    found: known.size === 0 ? "no columns at all" : `the columns ${examples(known, 12)}`,
  });
}
