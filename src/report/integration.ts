import type { Dense } from "../data/dense.ts";
import type { Frame } from "../data/frame.ts";
import type { MetricRow } from "../metrics/metrics_report.ts";
import type { IntegratedRun } from "./integrated_run.ts";
import type { ShownPartition } from "./shown_partition.ts";

/** Everything the report of an integration of spots shows. */
export interface Integration extends IntegratedRun {
  /** Coordinates of the spots, `nObs × 2`. */
  readonly coordinates: Dense;
  /** Whether the spots lie on a square grid, and are best drawn as squares. */
  readonly onGrid: boolean;
  /** Whether the second coordinate points down, as in an image. */
  readonly imageAxes: boolean;
  /** Names of the sections in the order they are laid out, row by row; empty when there is but one. */
  readonly sections: readonly string[];
  /** Of each section (a row) the share of its spots that every domain (a column) has, if there are several. */
  readonly proportions?: Frame | undefined;
  /** The domains found. */
  readonly domains: ShownPartition;
  /** The known labels, if any. */
  readonly known?: ShownPartition | undefined;
  /** What each modality shows by itself. */
  readonly alone: readonly ShownPartition[];
  /** Layout of the embedding, `nObs × 2`, if there is one. */
  readonly umap?: Dense | undefined;
  /** Scores, if any. */
  readonly scores: readonly MetricRow[];
}
