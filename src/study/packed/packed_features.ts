import type { AnnData } from "../../data/anndata.ts";
import { column } from "../../data/columns/column.ts";
import { Frame } from "../../data/frame.ts";
import type { Matrix } from "../../data/matrix.ts";
import { type PackedMatrix, packMatrix, unpackMatrix } from "./packed_matrix.ts";

/** What a main matrix has in its columns: features are found by name, so a method that reads them all needs the names. */
export interface PackedFeatures {
  readonly names: readonly string[];
  /** 1 for those that are highly variable; absent where nobody said. */
  readonly highlyVariable?: Uint8Array;
  /** Layers that settings name, by key. */
  readonly layers: Readonly<Record<string, PackedMatrix>>;
}

const CHOSEN = "highly_variable";

/** The features of an object, and those of its layers that are among `words`. */
export function packFeatures({ var: frame, varNames, layers }: AnnData, words: readonly string[]): PackedFeatures {
  const chosen = frame.has(CHOSEN) ? frame.column(CHOSEN) : undefined;
  const read = Object.entries(layers).filter(([key]) => words.includes(key));
  return {
    names: [...varNames],
    ...(chosen && { highlyVariable: Uint8Array.from(varNames, (_, j) => Number(chosen.get(j) === true)) }),
    layers: Object.fromEntries(read.map(([key, layer]) => [key, packMatrix(layer)])),
  };
}

/** The same as parts of an object. */
export function unpackFeatures(
  { names, highlyVariable, layers }: PackedFeatures,
): { readonly var: Frame; readonly layers: Readonly<Record<string, Matrix>> } {
  const columns = highlyVariable && { [CHOSEN]: column(Array.from(highlyVariable, Boolean)) };
  return {
    var: new Frame(names, columns ?? {}),
    layers: Object.fromEntries(Object.entries(layers).map(([key, layer]) => [key, unpackMatrix(layer)])),
  };
}
