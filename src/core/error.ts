/** What went wrong, in one word: the value of {@linkcode WeftError.tag}. */
export type ErrorTag =
  /** An argument or option has a value that is not allowed. */
  | "InvalidArgument"
  /** A slot, key, name, file or column that was asked for is not there. */
  | "NotFound"
  /** Shapes or names of two things that belong together do not match. */
  | "Misaligned"
  /** Names that must be unique are not. */
  | "Duplicate"
  /** Values are not what the call needs: NaN, negative, not counts, constant. */
  | "BadValues"
  /** There is too little data for what was asked: no spots, one spot, k ≥ n. */
  | "TooSmall"
  /** More than one reading is possible and guessing would be wrong. */
  | "Ambiguous"
  /** A file is damaged, truncated, or not of the format it claims. */
  | "Corrupt"
  /** A format, filter, version or combination that weft does not handle. */
  | "Unsupported"
  /** The target exists and may not be overwritten without being told so. */
  | "Exists"
  /** The process lacks a permission. */
  | "Permission"
  /** A computation could not be finished: no convergence, singular matrix. */
  | "Failed"
  /** The work was stopped by its signal. */
  | "Aborted";

/** The parts of a {@linkcode WeftError}: its sentence is made of them, and they stay readable as fields. */
export interface ErrorFields {
  /** What was expected: completes the sentence "Expected …". */
  readonly expected: string;
  /** What was found instead: completes the sentence "… but found …". */
  readonly found: string;
  /** Where: a slot, modality, file or key, such as `obsm["spatial"] of modality 'adt'`. */
  readonly where?: string;
  /** What the user can do next, as a sentence. */
  readonly next?: string;
  /** Anything else a program may want to read: names, counts, rows. */
  readonly [field: string]: unknown;
}

/**
 * The one error class of weft: a tag, fields, and a sentence that says expected, found, where, and what to do next.
 *
 * @example A tagged error and its sentence
 * ```ts
 * import { WeftError } from "weft/core";
 * import assert from "node:assert/strict";
 *
 * const error = new WeftError("Duplicate", {
 *   expected: "obs names to be unique",
 *   found: "3 duplicates, first 'AAAC-1' (rows 17 and 92)",
 *   where: "modality 'adt'",
 *   next: "Call obsNamesMakeUnique() first.",
 * });
 * assert.equal(
 *   error.message,
 *   "Expected obs names to be unique but found 3 duplicates, first 'AAAC-1' (rows 17 and 92) in modality 'adt'. " +
 *     "Call obsNamesMakeUnique() first.",
 * );
 * ```
 */
export class WeftError extends Error {
  /** What went wrong, in one word. */
  readonly tag: ErrorTag;
  /** The parts of the sentence and further facts. */
  readonly fields: ErrorFields;

  /**
   * An error of the given tag and fields.
   *
   * @param tag What went wrong, in one word.
   * @param fields The parts of the sentence.
   * @param options `cause`: the error underneath.
   */
  constructor(tag: ErrorTag, fields: ErrorFields, options?: ErrorOptions) {
    super(sentence(fields), options);
    this.name = `WeftError[${tag}]`;
    this.tag = tag;
    this.fields = Object.freeze({ ...fields });
  }
}

function sentence({ expected, found, where, next }: ErrorFields): string {
  const place = where === undefined ? "" : ` in ${where}`;
  const advice = next === undefined ? "" : ` ${next}`;
  return `Expected ${expected} but found ${found}${place}.${advice}`;
}
