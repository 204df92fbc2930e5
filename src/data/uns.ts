import type { Column } from "./columns/column.ts";
import type { Csc } from "./csc.ts";
import type { Csr } from "./csr.ts";
import type { Dense } from "./dense.ts";
import type { Frame } from "./frame.ts";
import type { Complex, ComplexArray } from "./uns/complex.ts";
import type { RecordArray } from "./uns/record_array.ts";
import type { Scalar } from "./uns/scalar.ts";
import type { StringArray } from "./uns/string_array.ts";

/**
 * Anything that can stand in `uns`. A plain `number` is written as int64 when it is a safe integer and as
 * float64 otherwise, a `bigint` as int64; {@linkcode Scalar} says another dtype.
 */
export type UnsValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Scalar
  | Complex
  | ComplexArray
  | StringArray
  | RecordArray
  | Dense
  | Csr
  | Csc
  | Frame
  | Column
  | UnsDict;

/** A dictionary of `uns`: a plain object. */
export interface UnsDict {
  /** The entries by name. */
  readonly [key: string]: UnsValue;
}
