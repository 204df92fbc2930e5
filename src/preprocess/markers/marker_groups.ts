import { examples, show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { AnnData } from "../../data/anndata.ts";
import { codesOf } from "../../data/columns/codes_of.ts";

/** Observations by group, and which groups are tested against what. */
export interface MarkerGroups {
  /** Names of the groups that occur. */
  readonly names: readonly string[];
  /** Group of every observation; `names.length` stands for none. */
  readonly codes: Int32Array;
  /** Observations per group, those of none last. */
  readonly sizes: Int32Array;
  /** The groups to test, by their code. */
  readonly tested: readonly number[];
  /** The group to test against; −1 is the rest. */
  readonly reference: number;
}

/**
 * The groups of an obs column.
 *
 * @throws {WeftError} `NotFound` for an unknown column, group or reference; `TooSmall` for a group of one observation
 * or when nothing is left to compare with.
 */
export function markerGroups(
  adata: AnnData,
  groupby: string,
  wanted: readonly string[] | undefined,
  reference: string,
): MarkerGroups {
  const { codes, categories } = codesOf(adata.obs.column(groupby));
  const counts = new Int32Array(categories.length);
  for (const code of codes) if (code >= 0) counts[code]!++;
  const names = categories.filter((_, k) => counts[k]! > 0);
  const place = Int32Array.from(categories, (name) => names.indexOf(name));
  const grouped = codes.map((code) => code < 0 ? names.length : place[code]!);
  const sizes = new Int32Array(names.length + 1);
  for (const code of grouped) sizes[code]!++;
  const codeOf = (name: string) => {
    const code = names.indexOf(name);
    if (code >= 0) return code;
    throw new WeftError("NotFound", {
      expected: `a group ${show(name)}`,
      found: names.length === 0 ? "no groups at all" : `the groups ${examples(names, 12)}`,
      where: `obs["${groupby}"]`,
    });
  };
  const against = reference === "rest" ? -1 : codeOf(reference);
  const tested = (wanted ?? names).map(codeOf).filter((code) => code !== against);
  checkSizes(names, sizes, against < 0 ? tested : [...tested, against], groupby);
  if (tested.length === 0 || (against < 0 && tested.some((code) => codes.length - sizes[code]! < 2))) {
    throw new WeftError("TooSmall", {
      expected: "at least two groups to compare",
      found: `${names.length}`,
      where: `obs["${groupby}"]`,
    });
  }
  return { names, codes: grouped, sizes, tested, reference: against };
}

function checkSizes(names: readonly string[], sizes: Int32Array, used: readonly number[], groupby: string): void {
  const single = used.filter((code) => sizes[code]! < 2).map((code) => names[code]!);
  if (single.length === 0) return;
  throw new WeftError("TooSmall", {
    expected: "at least two observations in every group",
    found: `one in ${examples(single)}`,
    where: `obs["${groupby}"]`,
    next: "Name the groups to test with groups, or merge small ones.",
  });
}
