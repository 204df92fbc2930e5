/** What `summary.json` holds. */
export interface Summary {
  /** Name of the method. */
  readonly method: string;
  /** Its preset. */
  readonly preset: string;
  /** Seed of everything random. */
  readonly seed: number;
  /** Name of the tensor engine. */
  readonly engine: string;
  /** Why this one, and what was passed over. */
  readonly engineWhy: string;
  /** Threads it computed on. */
  readonly threads: number;
  /** Number of spots, or of cells. */
  readonly nObs: number;
  /** What each modality measures. */
  readonly modalities: Readonly<Record<string, { readonly kind: string; readonly nVars: number }>>;
  /** How domains were found, and how many. */
  readonly cluster: { readonly method: string; readonly nClusters: number };
  /** Epochs done. */
  readonly nEpochs: number;
  /** Whether the user stopped training. */
  readonly stopped: boolean;
  /** Seconds by stage and in all. */
  readonly seconds: Readonly<Record<string, number>>;
  /** Scores by name; empty where there is nothing to score; `null` where undefined. */
  readonly scores: Readonly<Record<string, number | null>>;
  /** Largest memory of the process, bytes. */
  readonly peakBytes: number;
  /** Versions by name. */
  readonly versions: Readonly<Record<string, string>>;
  /** SHA-256 of every file read. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Guesses made and data left out. */
  readonly notes: readonly string[];
}
