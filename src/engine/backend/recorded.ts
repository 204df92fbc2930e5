/** What a kernel is told that makes gradients on the way to its result. */
export interface Recorded {
  /** Whether anyone will ask for the gradients. */
  readonly recorded: boolean;
}
