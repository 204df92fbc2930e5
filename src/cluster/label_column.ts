import { CategoricalColumn } from "../data/columns/categorical_column.ts";
import { StringColumn } from "../data/columns/string_column.ts";

/** Cluster codes 0 … nClusters − 1 as a categorical column whose labels count from `first`. */
export function labelColumn(codes: Int32Array, nClusters: number, first: 0 | 1): CategoricalColumn {
  const names = Array.from({ length: nClusters }, (_, code) => String(code + first));
  return new CategoricalColumn(new StringColumn(names), codes);
}
