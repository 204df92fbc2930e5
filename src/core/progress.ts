/** One report of work that takes long enough to be watched. */
export interface Progress {
  /** What is being done, in the present tense: "training", "reading rna.h5ad". */
  readonly stage: string;
  /** Steps done so far. */
  readonly done: number;
  /** Steps in all, when known. */
  readonly total?: number;
  /** Named figures of the moment, such as loss terms. */
  readonly values?: Readonly<Record<string, number>>;
}

/** Options of every call that takes long enough to be watched or stopped. */
export interface Watched {
  /**
   * Stops the work at its next safe point; the call throws a {@linkcode WeftError} tagged `Aborted`. Without one, the
   * call listens to the notebook's stop button.
   */
  readonly signal?: AbortSignal | undefined;
  /** Called now and then with how far the work has come. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}
