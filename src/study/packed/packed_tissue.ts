import type { PackedFeatures } from "./packed_features.ts";
import type { PackedMatrix } from "./packed_matrix.ts";

/** Matrices by key. */
export type PackedTable = Readonly<Record<string, PackedMatrix>>;

/** Labels of all spots. */
export interface PackedLabels {
  /** Index into `categories`; −1 for none. */
  readonly codes: Int32Array;
  readonly categories: readonly string[];
}

/** What is read of one modality. */
export interface PackedModality {
  /** For each of its observations, the row of the whole. */
  readonly rows: Int32Array;
  /** Its main matrix, where that is read, with its features. */
  readonly X?: PackedMatrix;
  readonly features?: PackedFeatures;
  readonly obs: Readonly<Record<string, PackedLabels>>;
  readonly obsm: PackedTable;
}

/** The slots of an object that somebody reads, as plain data: what another thread is sent, and what a key is made of. */
export interface PackedTissue {
  readonly kind: "anndata" | "mudata";
  readonly nObs: number;
  /** The main matrix of an AnnData, where that is read, with its features. */
  readonly X?: PackedMatrix;
  readonly features?: PackedFeatures;
  readonly obs: Readonly<Record<string, PackedLabels>>;
  readonly obsm: PackedTable;
  readonly obsp: PackedTable;
  /** By name, in their order; none in an AnnData. */
  readonly modalities: Readonly<Record<string, PackedModality>>;
}
