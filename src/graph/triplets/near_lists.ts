import { nearestRows } from "../nearest_rows.ts";

/** The `k` nearest rows of every row that are not equal to it, `n × k`; −1 where there are fewer. */
export function nearLists(
  values: Float64Array,
  width: number,
  k: number,
  signal: AbortSignal | undefined,
): Int32Array {
  return nearestRows({ base: values, queries: values, width, k, skip: "equal", signal }).indices;
}
