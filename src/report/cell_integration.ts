import type { Dense } from "../data/dense.ts";
import type { IntegrationScores } from "../metrics/integration_scores.ts";
import type { IntegratedRun } from "./integrated_run.ts";
import type { ShownPartition } from "./shown_partition.ts";

/** Everything the report of an integration of cells without a place shows. */
export interface CellIntegration extends IntegratedRun {
  /** Layout of the embedding, `nObs × 2`. */
  readonly umap: Dense;
  /** The clusters found. */
  readonly clusters: ShownPartition;
  /** The known labels, if any. */
  readonly known?: ShownPartition | undefined;
  /** What should not be seen in the embedding: modalities, and batches if there are any. */
  readonly sources: readonly ShownPartition[];
  /** How well kinds of cells are kept and sources are mixed, if labels are known. */
  readonly scores?: IntegrationScores | undefined;
  /** Mean FOSCTTM of the cells whose partner is known, if there are any. */
  readonly foscttm?: number | undefined;
}
