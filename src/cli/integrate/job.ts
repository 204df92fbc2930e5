import type { Method } from "../../methods/method.ts";
import type { Interrupt } from "./interrupt.ts";
import type { OutFolder } from "./out_folder.ts";
import type { ProgressLine } from "./progress_line.ts";
import type { Settings } from "./settings.ts";
import type { Stopwatch } from "./stopwatch.ts";
import type { Summary } from "./summary.ts";

/** An integration that was asked for. */
export interface Job {
  /** What was told. */
  readonly settings: Settings;
  /** The method with its preset and options. */
  readonly method: Method;
  /** Where progress is shown. */
  readonly line: ProgressLine;
  /** Ctrl-C. */
  readonly interrupt: Interrupt;
  /** Seconds by stage. */
  readonly watch: Stopwatch;
}

/** An integration whose input was read and found fit. */
export interface CheckedJob {
  /** Does the long part, and writes its files into the folder. */
  readonly work: (out: OutFolder) => Promise<Summary>;
}
