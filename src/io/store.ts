import type { DType, TypedArray } from "../data/dtype.ts";

/**
 * Element type of a stored array: numpy's names for numbers and booleans, text, complex numbers, records of named
 * fields, nothing at all (`null`), or something weft has no reader for (`other`).
 */
export type StoredDType = DType | "string" | "complex64" | "complex128" | "record" | "null" | "other";

/** The value of an attribute; references to other nodes are given as their path from the root. */
export type AttributeValue = null | boolean | number | bigint | string | readonly AttributeValue[];

/** The attributes of a node by name. */
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** One named field of records, all rows of it. */
export interface StoredField {
  /** Name of the field. */
  readonly name: string;
  /** Element type. */
  readonly dtype: StoredDType;
  /** Shape of the field in one record; `[]` for a scalar. */
  readonly shape: readonly number[];
  /** The elements, record after record. */
  readonly values: StoredValues;
}

/** Records as columns. */
export interface StoredRecords {
  /** The fields in their order. */
  readonly fields: readonly StoredField[];
}

/**
 * The elements of an array, row major: strings for `string`, real and imaginary parts in turn for complex numbers,
 * 0 and 1 in a Uint8Array for `bool`, columns for `record`.
 */
export type StoredValues = TypedArray | readonly string[] | StoredRecords;

/** How an array lies in its file. */
export interface StorageLayout {
  /** Shape of a chunk; absent when the array is stored in one piece. */
  readonly chunks?: readonly number[];
  /** Names of the filters or codecs, in the order they were applied. */
  readonly filters: readonly string[];
}

/** An array in a store: its facts at once, its elements on demand. */
export interface StoredArray {
  /** Tells arrays and groups apart. */
  readonly kind: "array";
  /** Path from the root of the store, without a leading slash: `obs/score`. */
  readonly path: string;
  /** Attributes by name. */
  readonly attrs: Attributes;
  /** Length along each axis; `[]` for a scalar. */
  readonly shape: readonly number[];
  /** Element type. */
  readonly dtype: StoredDType;
  /** How it lies in the file. */
  readonly layout: StorageLayout;
  /**
   * Reads the elements.
   *
   * @param start First row to read; default 0.
   * @param end Row to stop before; default all.
   * @returns Rows `start` to `end` along the first axis; a scalar as one element.
   */
  read(start?: number, end?: number): Promise<StoredValues>;
}

/** A group in a store. */
export interface StoredGroup {
  /** Tells arrays and groups apart. */
  readonly kind: "group";
  /** Path from the root of the store, without a leading slash; `""` for the root. */
  readonly path: string;
  /** Attributes by name. */
  readonly attrs: Attributes;
  /** Names of the children. */
  keys(): Promise<readonly string[]>;
  /** The child of that name, or a path of names joined by slashes; undefined when there is none. */
  get(name: string): Promise<StoredNode | undefined>;
}

/** An array or a group. */
export type StoredNode = StoredArray | StoredGroup;

/** An open store; close it when done. */
export interface Store {
  /** Path of the file or folder, for error sentences. */
  readonly location: string;
  /** The root group. */
  readonly root: StoredGroup;
  /** Closes the file; reading afterwards is an error. */
  close(): void;
}
