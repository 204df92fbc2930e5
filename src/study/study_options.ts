import type { Watched } from "../core/progress.ts";
import type { EngineOptions } from "../engine/open_engine.ts";
import type { InputOptions } from "../methods/method.ts";
import type { ClusterChoice } from "./partition.ts";

/** Options of every study. */
export interface StudyOptions extends Watched, InputOptions, EngineOptions {
  /** Seeds of the trainings, or how many: `n` stands for 0 … n − 1. Default 3. */
  readonly seeds?: number | readonly number[] | undefined;
  /** Column of `obs` with the truth; in a MuData also looked for in the modalities. Default: no truth is known. */
  readonly labelsKey?: string | undefined;
  /** Clusters looked for in every embedding. Default: as many as there are labels, else 7. */
  readonly nClusters?: number | undefined;
  /** How embeddings are clustered: `gmm` (mclust, of ten starts the likeliest), `kmeans` or `leiden`. Default `gmm`. */
  readonly useCluster?: ClusterChoice | undefined;
  /** The score that lines are compared by, a name of a report. Default `ari` with `labelsKey`, else `silhouette`. */
  readonly metric?: string | undefined;
  /** Column of `obs` that names sections; spatial scores look at each apart. Default: one section. */
  readonly libraryKey?: string | undefined;
  /** Key of the coordinates in `obsm`. Default `spatial`, where there are any. */
  readonly spatialKey?: string | undefined;
  /** Epochs at most; a method that needs fewer takes fewer. Default: each method's. */
  readonly nEpochs?: number | undefined;
  /** Trainings side by side; 0 for one after another on this thread. Default: as many as there are cores, tasks and memory for. */
  readonly workers?: number | undefined;
  /**
   * Folder that finished rows are kept in, so that the same study goes on after a restart; `null` for none. Default what
   * the environment variable `WEFT_STUDY` names, else `.weft/study`.
   */
  readonly cacheDir?: string | null | undefined;
}
