import { CategoricalColumn } from "../../data/columns/categorical_column.ts";
import { StringColumn } from "../../data/columns/string_column.ts";
import { Frame } from "../../data/frame.ts";
import type { StudyRow } from "../study_row.ts";

/** A line a row of a study, with every score. */
export function runsFrame(rows: readonly StudyRow[]): Frame {
  const metrics = [...new Set(rows.flatMap(({ scores }) => Object.keys(scores)))];
  const words = (get: (row: StudyRow) => string) => {
    const values = rows.map(get);
    const names = [...new Set(values)];
    return new CategoricalColumn(new StringColumn(names), Int32Array.from(values, (value) => names.indexOf(value)));
  };
  return new Frame(rows.map((_, i) => `${i}`), {
    variant: words(({ variant }) => variant),
    seed: Float64Array.from(rows, ({ seed }) => seed),
    nClusters: Int32Array.from(rows, ({ nClusters }) => nClusters),
    state: words(({ state }) => state),
    epochs: Int32Array.from(rows, ({ epoch }) => epoch),
    stopReason: words(({ stopReason = "" }) => stopReason),
    seconds: Float64Array.from(rows, ({ seconds }) => seconds),
    problem: new StringColumn(rows.map(({ problem }) => problem ?? "")),
    ...Object.fromEntries(metrics.map((name) => [name, Float64Array.from(rows, ({ scores }) => scores[name] ?? NaN)])),
  }, { indexName: "row" });
}
