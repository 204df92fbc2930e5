import { nearestRows } from "../nearest_rows.ts";

/**
 * The `k` nearest rows of every row that are not equal to it, `n × k`; −1 where there are fewer, and for rows that are
 * all zero: they stand for spots without a measurement.
 */
export function nearLists(
  values: Float64Array,
  width: number,
  k: number,
  signal: AbortSignal | undefined,
): Int32Array {
  const { indices } = nearestRows({ base: values, queries: values, width, k, skip: "equal", signal });
  const n = values.length / width;
  for (let i = 0; i < n; i++) {
    const empty = values.subarray(i * width, (i + 1) * width).every((value) => value === 0);
    if (empty) indices.fill(-1, i * k, (i + 1) * k);
  }
  return indices;
}
