import { type Annotated, withAnnotations } from "../data/annotated.ts";
import { CategoricalColumn } from "../data/columns/categorical_column.ts";
import { codesOf } from "../data/columns/codes_of.ts";
import { StringColumn } from "../data/columns/string_column.ts";
import { matchCodes } from "./match_codes.ts";

/** Options of {@linkcode matchLabels}. */
export interface MatchLabelsOptions {
  /** Column of `obs` whose labels are renamed. */
  readonly key: string;
  /** Column of `obs` whose names are taken over. */
  readonly labelsKey: string;
  /** Column of `obs` to write. Default: `key` itself. */
  readonly keyAdded?: string;
}

/**
 * Renames the labels of one column after those of another, so that as many observations as possible agree (Hungarian
 * algorithm on the table of counts): the same colours then mean the same tissue in two maps.
 *
 * A label without a partner keeps its name if that is free, else it gets the least free number. Missing labels stay
 * missing. Categories of the result stand in the order of `labelsKey`, then the unmatched ones.
 *
 * @param data One modality or several.
 * @param options Which column to rename after which.
 * @returns The object with the renamed column.
 * @throws {WeftError} `NotFound` when a column is not there.
 *
 * @example
 * ```ts
 * import { AnnData, Frame } from "weft/data";
 * import { matchLabels } from "weft/cluster";
 * import assert from "node:assert/strict";
 *
 * const obs = new Frame(["a", "b", "c"], { domain: ["2", "2", "1"], annotation: ["cortex", "cortex", "medulla"] });
 * const named = matchLabels(new AnnData({ obs }), { key: "domain", labelsKey: "annotation" });
 * assert.deepEqual(named.obs.column("domain").toArray(), ["cortex", "cortex", "medulla"]);
 * ```
 */
export function matchLabels<T extends Annotated>(data: T, options: MatchLabelsOptions): T {
  const { key, labelsKey, keyAdded = key } = options;
  const labels = codesOf(data.obs.column(key));
  const reference = codesOf(data.obs.column(labelsKey));
  const partners = matchCodes(labels.codes, reference.codes, labels.categories.length, reference.categories.length);
  const names = rename(labels.categories, reference.categories, partners);
  const kept = new Set(partners);
  const order = [
    ...reference.categories.filter((_, code) => kept.has(code)),
    ...names.filter((_, code) => partners[code]! < 0),
  ];
  const codes = new Map(order.map((name, code) => [name, code]));
  const column = labels.codes.map((code) => code < 0 ? -1 : codes.get(names[code]!)!);
  return withAnnotations(data, { obs: { [keyAdded]: new CategoricalColumn(new StringColumn(order), column) } });
}

function rename(names: readonly string[], reference: readonly string[], partners: Int32Array): string[] {
  const taken = new Set(reference);
  return names.map((name, code) => {
    if (partners[code]! >= 0) return reference[partners[code]!]!;
    let free = name;
    for (let number = 1; taken.has(free); number++) free = String(number);
    taken.add(free);
    return free;
  });
}
