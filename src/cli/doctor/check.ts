import type { Surroundings } from "./surroundings.ts";

/** How something stands: it works; it is not there, and only something optional needs it; it does not work. */
export type State = "works" | "lacks" | "broken";

/** What a check has found. */
export interface Finding {
  /** How it stands. */
  readonly state: State;
  /** That in plain words. */
  readonly text: string;
  /** The one command that mends it; none when nothing is to be mended, or no command does it. */
  readonly repair?: string;
}

/** One thing that is looked at. */
export interface Check {
  /** What is looked at, in a word. */
  readonly name: string;
  /** Looks at it. */
  readonly run: (around: Surroundings) => Promise<Finding> | Finding;
}
