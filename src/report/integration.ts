import type { Codes } from "../data/columns/codes_of.ts";
import type { Dense } from "../data/dense.ts";
import type { Frame } from "../data/frame.ts";
import type { MetricRow } from "../metrics/metrics_report.ts";

/** A partition of the spots to be shown on the tissue. */
export interface ShownPartition {
  /** What it is, such as "SMART domains" or "rna alone". */
  readonly title: string;
  /** A sentence on what one sees, such as its score. */
  readonly caption?: string;
  /** One code a spot. */
  readonly labels: Codes;
}

/** How the number of clusters was chosen. */
export interface ShownCriterion {
  /** Numbers tried. */
  readonly nClusters: readonly number[];
  /** The criterion at each; the least is best. */
  readonly values: readonly number[];
  /** The number taken. */
  readonly chosen: number;
}

/** Everything the report of an integration shows. */
export interface Integration {
  /** Name of the method, as people write it: "SMART". */
  readonly method: string;
  /** The method's preset. */
  readonly preset: string;
  /** The modalities with what was measured: "rna (1,000 genes)". */
  readonly modalities: readonly string[];
  /** Coordinates of the spots, `nObs × 2`. */
  readonly coordinates: Dense;
  /** Whether the spots lie on a square grid, and are best drawn as squares. */
  readonly onGrid: boolean;
  /** Whether the second coordinate points down, as in an image. */
  readonly imageAxes: boolean;
  /** Names of the sections in the order they are laid out, row by row; empty when there is but one. */
  readonly sections: readonly string[];
  /** The domains found. */
  readonly domains: ShownPartition;
  /** The known labels, if any. */
  readonly known?: ShownPartition | undefined;
  /** What each modality shows by itself. */
  readonly alone: readonly ShownPartition[];
  /** Layout of the embedding, `nObs × 2`, if there is one. */
  readonly umap?: Dense | undefined;
  /** One row per epoch, one column per loss term. */
  readonly history: Frame;
  /** Why training ended, as a sentence. */
  readonly ending: string;
  /** Scores, if any. */
  readonly scores: readonly MetricRow[];
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
