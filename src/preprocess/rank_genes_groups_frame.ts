import { examples, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { AnnData } from "../data/anndata.ts";
import type { Value } from "../data/columns/value.ts";
import { Frame } from "../data/frame.ts";
import type { UnsDict } from "../data/uns.ts";
import { RecordArray } from "../data/uns/record_array.ts";

/** Options of {@linkcode rankGenesGroupsFrame}. */
export interface RankGenesGroupsFrameOptions {
  /** One group or several. Default: all, with a column `group`. */
  readonly group?: string | readonly string[];
  /** Key in `uns`. Default `"rank_genes_groups"`. */
  readonly key?: string;
  /** Keeps genes with a corrected p-value below this. */
  readonly pvalCutoff?: number;
  /** Keeps genes with a log₂ fold change above this. */
  readonly log2fcMin?: number;
  /** Keeps genes with a log₂ fold change below this. */
  readonly log2fcMax?: number;
}

const NUMBERS = ["scores", "logfoldchanges", "pvals", "pvals_adj"] as const;

/**
 * The markers that {@linkcode rankGenesGroups} found, as a table with the best first.
 *
 * @param adata An object with ranked genes.
 * @param options Group, key and cut-offs.
 * @returns Columns `names`, `scores`, `logfoldchanges`, `pvals`, `pvals_adj`; also `pct_nz_group` and
 * `pct_nz_reference` where shares were kept (`pts`), and `group` first unless one group is named.
 * @throws {WeftError} `NotFound` when the key or group is not there.
 *
 * @example
 * ```ts
 * import { AnnData, Dense, Frame } from "weft/data";
 * import { rankGenesGroups, rankGenesGroupsFrame } from "weft/preprocess";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({
 *   X: Dense.fromRows([[2.5, 0], [2.1, 0.3], [0, 1.9], [0.2, 2.2]]),
 *   obs: new Frame(["a", "b", "c", "d"], { type: ["T", "T", "B", "B"] }),
 *   var: new Frame(["CD3E", "MS4A1"]),
 * });
 * const table = rankGenesGroupsFrame(rankGenesGroups(adata, "type"), { group: "B", log2fcMin: 0 });
 * assert.deepEqual(table.column("names").toArray(), ["MS4A1"]);
 * ```
 */
export function rankGenesGroupsFrame(adata: AnnData, options: RankGenesGroupsFrameOptions = {}): Frame {
  const { group, key = "rank_genes_groups", pvalCutoff = Infinity, log2fcMin = -Infinity, log2fcMax = Infinity } =
    options;
  const entry = entryOf(adata, key);
  const known = records(entry, "names", key).names;
  const wanted = group === undefined ? known : typeof group === "string" ? [group] : group;
  const filtered = [options.pvalCutoff, options.log2fcMin, options.log2fcMax].some((limit) => limit !== undefined);
  const rows: Record<string, Value>[] = [];
  for (const name of wanted) {
    for (const row of groupRows(entry, name, key)) {
      const fold = row.logfoldchanges as number;
      const kept = (row.pvals_adj as number) < pvalCutoff && fold > log2fcMin && fold < log2fcMax;
      if (kept || !filtered) rows.push(typeof group === "string" ? row : { group: name, ...row });
    }
  }
  const shares = entry.pts ? ["pct_nz_group", "pct_nz_reference"] : [];
  const columns = [...(typeof group === "string" ? [] : ["group"]), "names", ...NUMBERS, ...shares];
  return new Frame(
    rows.map((_, i) => `${i}`),
    Object.fromEntries(columns.map((column) => [column, rows.map((row) => row[column]!)])),
  );
}

function groupRows(entry: UnsDict, group: string, key: string): Record<string, Value>[] {
  const { length } = records(entry, "names", key);
  const names = records(entry, "names", key).field(group);
  const numbers = NUMBERS.map((field) => [field, records(entry, field, key).field(group)] as const);
  const [shares, otherShares] = [share(entry.pts, group), share(entry.pts_rest ?? entry.pts, otherGroup(entry, group))];
  return Array.from({ length }, (_, i) => {
    const row: Record<string, Value> = { names: valueAt(names, i) };
    for (const [field, column] of numbers) row[field] = valueAt(column, i);
    const gene = String(row.names);
    if (shares) row.pct_nz_group = shares.get(gene) ?? NaN;
    if (otherShares) row.pct_nz_reference = otherShares.get(gene) ?? NaN;
    return row;
  });
}

/** The column of shares a group is held against: its own among those of the rest, else the reference's. */
function otherGroup(entry: UnsDict, group: string): string {
  return entry.pts_rest === undefined ? String((entry.params as UnsDict).reference) : group;
}

function share(shares: unknown, group: string): Map<string, Value> | null {
  if (!(shares instanceof Frame)) return null;
  const column = shares.column(group);
  return new Map(shares.index.map((gene, i) => [gene, column.get(i)]));
}

function entryOf(adata: AnnData, key: string): UnsDict {
  const entry = adata.uns[key];
  if (entry !== null && typeof entry === "object" && "names" in entry && !("kind" in entry)) return entry as UnsDict;
  throw new WeftError("NotFound", {
    expected: `ranked genes in uns[${show(key)}]`,
    found: `the entries ${examples(Object.keys(adata.uns), 12) || "of an empty uns"}`,
    next: "Call rankGenesGroups() first, or name another with key.",
  });
}

function records(entry: UnsDict, field: string, key: string): RecordArray {
  const found = entry[field];
  if (found instanceof RecordArray) return found;
  throw new WeftError("NotFound", {
    expected: `a record array ${show(field)}`,
    found: "none",
    where: `uns[${show(key)}]`,
  });
}

function valueAt(field: ReturnType<RecordArray["field"]>, i: number): Value {
  return field.kind === "dense" ? field.get(i, 0) : field.get(i);
}
