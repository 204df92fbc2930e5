import { NumericColumn } from "../../data/columns/numeric_column.ts";
import { StringColumn } from "../../data/columns/string_column.ts";
import type { NumberArray } from "../../data/dtype.ts";
import { Frame } from "../../data/frame.ts";
import { takeElements } from "../../data/dtype.ts";
import type { UnsDict } from "../../data/uns.ts";
import { RecordArray, type RecordField } from "../../data/uns/record_array.ts";
import type { TestResult } from "./test_result.ts";

/** All that is known of the markers of one group; arrays are in the order of the genes. */
export interface GroupMarkers extends TestResult {
  /** Name of the group. */
  readonly name: string;
  /** The genes to keep, best first. */
  readonly order: Int32Array;
  /** Corrected p-values. */
  readonly adjusted: Float64Array;
  /** Log₂ fold changes. */
  readonly foldChanges: Float64Array;
  /** Share of the group's observations that are not zero. */
  readonly shares: Float64Array;
  /** The same outside the group. */
  readonly otherShares: Float64Array;
}

/** The shares of the group that all others are compared with. */
export interface ReferenceShares {
  /** Name of the group. */
  readonly name: string;
  /** Share of its observations that are not zero, per gene. */
  readonly shares: Float64Array;
}

/** The entry of `uns` as scanpy writes it: record arrays with a field per group. */
export function markersEntry(
  groups: readonly GroupMarkers[],
  geneNames: readonly string[],
  params: UnsDict,
  pts: boolean,
  reference: ReferenceShares | null,
): UnsDict {
  const records = (field: (group: GroupMarkers) => RecordField) =>
    new RecordArray(groups.map((group) => [group.name, field(group)] as const));
  const numbers = (values: NumberArray, order: Int32Array) => new NumericColumn(takeElements(values, order));
  const frame = (shares: readonly (readonly [string, Float64Array])[]) =>
    new Frame(geneNames, Object.fromEntries(shares));
  const own = groups.map(({ name, shares }) => [name, shares] as const);
  return {
    params,
    ...(pts && { pts: frame(reference ? [...own, [reference.name, reference.shares]] : own) }),
    ...(pts && !reference && { pts_rest: frame(groups.map(({ name, otherShares }) => [name, otherShares])) }),
    names: records(({ order }) => new StringColumn(Array.from(order, (j) => geneNames[j]!))),
    scores: records(({ scores, order }) => numbers(Float32Array.from(scores), order)),
    pvals: records(({ pValues, order }) => numbers(pValues, order)),
    pvals_adj: records(({ adjusted, order }) => numbers(adjusted, order)),
    logfoldchanges: records(({ foldChanges, order }) => numbers(Float32Array.from(foldChanges), order)),
  };
}
