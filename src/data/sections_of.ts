import { examples, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Annotated } from "./annotated.ts";
import { codesOf } from "./columns/codes_of.ts";
import { obsColumn } from "./obs_column.ts";

/** A tissue section: its name and its spots. */
export interface SectionRows {
  /** Label of the section; `undefined` when there is but one. */
  readonly name: string | undefined;
  /** Its rows, rising. */
  readonly rows: Int32Array;
}

/**
 * The sections that a column of `obs` (of a MuData also one of a modality's) tells apart, empty ones left out; everything is one section without a column.
 *
 * @throws {WeftError} `NotFound` without that column, `BadValues` when an observation has no section.
 */
export function sectionsOf(data: Annotated, libraryKey: string | undefined): SectionRows[] {
  if (libraryKey === undefined) return [{ name: undefined, rows: Int32Array.from({ length: data.nObs }, (_, i) => i) }];
  const { codes, categories } = codesOf(obsColumn(data, libraryKey));
  const lacking = data.obsNames.filter((_, i) => codes[i]! < 0);
  if (lacking.length) {
    throw new WeftError("BadValues", {
      expected: "every observation to belong to a section",
      found: `${lacking.length} that do not (${examples(lacking)})`,
      where: `obs[${show(libraryKey)}]`,
    });
  }
  const sections = categories.map((name): { name: string; rows: number[] } => ({ name, rows: [] }));
  codes.forEach((code, i) => sections[code]!.rows.push(i));
  return sections
    .filter(({ rows }) => rows.length > 0)
    .map(({ name, rows }) => ({ name, rows: Int32Array.from(rows) }));
}
