/** A command line that cannot be understood; its message says what and how it should be. */
export class UsageError extends Error {
  /** @param message What is wrong, as a phrase. */
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}
