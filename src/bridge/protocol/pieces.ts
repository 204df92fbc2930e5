export { concatBytes } from "../../core/concat_bytes.ts";

/** Stands in a trait for a value that came in pieces, each in a trait of its own; the page puts it together again. */
export interface PiecedValue {
  /** Number of pieces. */
  readonly "weft.pieces": number;
  /** Counts the values of this model that came so: no two are alike. */
  readonly value: number;
}

/** One piece of a message of the widget's own that came in pieces, each with one binary part. */
export interface MessagePiece {
  /** Says that this is a piece. */
  readonly kind: "weft.piece";
  /** Counts the messages of this model that came so. */
  readonly message: number;
  /** Which piece, counted from 0. */
  readonly part: number;
  /** Pieces in all. */
  readonly parts: number;
}

/** The trait that holds the source of the widget's module, where the module that is loaded first puts pieces together. */
export const MODULE_TRAIT = "weft_module";

/** What the pieces of a value or message are, one behind the other: four bytes, their number, then this as JSON, then parts. */
export interface PackHeader {
  /** What JSON can carry, in the field `v`. */
  readonly state: { readonly v?: unknown };
  /** Where each binary part belongs. */
  readonly paths: readonly (readonly (string | number)[])[];
  /** Length of each binary part, in bytes. */
  readonly lengths: readonly number[];
}

/** Name of the trait that holds a piece of another trait's value. */
export function pieceTrait(name: string, piece: number): string {
  return `weft_piece_${piece}_${name}`;
}
