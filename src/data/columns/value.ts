/** One cell of a table; `null` is missing. */
export type Value = number | bigint | string | boolean | null;

/** What every kind of column can do. */
export interface ColumnLike {
  /** Number of rows. */
  readonly length: number;
  /** The value in row `i`; `null` when missing. */
  get(i: number): Value;
  /** All values, missing ones as `null`. */
  toArray(): Value[];
}
