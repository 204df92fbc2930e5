import { examples, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Annotated } from "../data/annotated.ts";
import { codesOf } from "../data/columns/codes_of.ts";
import { obsColumn } from "../data/obs_column.ts";

/** Observations by group. */
export interface Groups {
  /** Names of the groups that are drawn, in order. */
  readonly names: readonly string[];
  /** Rows of each. */
  readonly rows: readonly Int32Array[];
  /** Position of each name among all categories of the column, which its colour goes by. */
  readonly codes: readonly number[];
  /** All categories of the column. */
  readonly categories: readonly string[];
}

/** The groups of a column of `obs` that have observations, in its order or in that asked for; all is one without a column. */
export function groupsOf(data: Annotated, groupby: string | undefined, order?: readonly string[]): Groups {
  if (groupby === undefined) {
    return { names: [""], rows: [Int32Array.from({ length: data.nObs }, (_, i) => i)], codes: [0], categories: [""] };
  }
  const { codes, categories } = codesOf(obsColumn(data, groupby));
  const rows: number[][] = categories.map(() => []);
  codes.forEach((code, i) => rows[code]?.push(i));
  const unknown = (order ?? []).filter((name) => !categories.includes(name));
  if (unknown.length > 0) {
    throw new WeftError("NotFound", {
      expected: `order to name categories of ${show(groupby)}`,
      found: `${examples(unknown)} beside ${examples(categories, 12)}`,
    });
  }
  const shown = (order ?? categories).map((name) => categories.indexOf(name)).filter((code) => rows[code]!.length > 0);
  if (shown.length === 0) {
    throw new WeftError("TooSmall", { expected: `at least one group in obs[${show(groupby)}]`, found: "none" });
  }
  return {
    names: shown.map((code) => categories[code]!),
    rows: shown.map((code) => Int32Array.from(rows[code]!)),
    codes: shown,
    categories,
  };
}
