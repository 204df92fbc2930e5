import type { Frame } from "../data/frame.ts";

/** How the number of clusters was chosen. */
export interface ShownCriterion {
  /** Numbers tried. */
  readonly nClusters: readonly number[];
  /** The criterion at each; the least is best. */
  readonly values: readonly number[];
  /** The number taken. */
  readonly chosen: number;
}

/** What the page of any integration tells of how it was done. */
export interface IntegratedRun {
  /** Name of the method, as people write it: "SMART". */
  readonly method: string;
  /** The method's preset. */
  readonly preset: string;
  /** The modalities with what was measured: "rna (1,000 genes)". */
  readonly modalities: readonly string[];
  /** One row per epoch, one column per loss term. */
  readonly history: Frame;
  /** Why training ended, as a sentence. */
  readonly ending: string;
  /** How the number of clusters was chosen, if it was. */
  readonly criterion?: ShownCriterion | undefined;
  /** Settings by name. */
  readonly settings: Readonly<Record<string, string>>;
  /** Seconds by stage. */
  readonly seconds: Readonly<Record<string, number>>;
  /** Inputs by name with their content hash. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Versions by name. */
  readonly versions: Readonly<Record<string, string>>;
  /** What a reader should know: guesses made, data left out. */
  readonly notes: readonly string[];
}
