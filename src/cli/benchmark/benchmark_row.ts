import type { BenchmarkRow, RowGroup } from "./row.ts";

/** A competitor on all modalities. */
export function benchmarkRow(
  group: RowGroup,
  id: string,
  label: string,
  method: string,
  options: BenchmarkRow["options"] = {},
): BenchmarkRow {
  return { id, label, group, method, options };
}
