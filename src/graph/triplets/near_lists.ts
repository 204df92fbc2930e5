import { nearestRows } from "../nearest_rows.ts";

/** Distances worked out between two pauses: some tens of milliseconds. */
const DISTANCES = 2_000_000;

/**
 * The `k` nearest rows of every row that are not equal to it, `n × k`; −1 where there are fewer. Pauses after some rows,
 * telling how many are done.
 */
export function* nearLists(values: Float64Array, width: number, k: number): Generator<number, Int32Array> {
  const n = values.length / width;
  const block = 4 * Math.max(4, Math.floor(DISTANCES / (4 * n)));
  const lists = new Int32Array(n * k);
  for (let start = 0; start < n; start += block) {
    const queries = values.subarray(start * width, Math.min(n, start + block) * width);
    lists.set(nearestRows({ base: values, queries, width, k, skip: "equal" }).indices, start * k);
    yield Math.min(n, start + block);
  }
  return lists;
}
