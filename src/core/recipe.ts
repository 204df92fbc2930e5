/** What a modality measures, which decides how it is preprocessed: gene counts, protein counts, or chromatin peaks. */
export type ModalityKind = "rna" | "protein" | "peaks";

/** One preprocessing step as data: the name of a verb and the options it is called with. */
export interface RecipeStep {
  /** The verb's name, such as `normalizeTotal`. */
  readonly verb: string;
  /** The verb's options; its own defaults where left out. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** The preprocessing of one modality: steps in order, run by `applyRecipe`. */
export type Recipe = readonly RecipeStep[];
