/** One command of the command line. */
export interface Command {
  /** What `--help` prints. */
  readonly help: string;
  /** Runs it; returns the exit code. */
  readonly run: (args: readonly string[]) => Promise<number>;
}
