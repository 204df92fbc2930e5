/** What kind of competitor a row is: one modality by itself, a simple baseline, or a method that learns. */
export type RowGroup = "modality" | "baseline" | "method";

/** One competitor of the benchmark: a method with its settings. */
export interface BenchmarkRow {
  /** Its name on the command line. */
  readonly id: string;
  /** Its name in the tables. */
  readonly label: string;
  /** What kind it is. */
  readonly group: RowGroup;
  /** The method's name. */
  readonly method: string;
  /** Its preset and settings. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The modalities it sees; all when left out. */
  readonly modalities?: readonly string[];
}
