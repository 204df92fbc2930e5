import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** Times in a row that a figure has to be the same. */
const ALIKE = 3;

/** Collects garbage until a figure that falls with it, such as memory of an engine, stays as it is. */
export async function collectGarbage(figure: () => number): Promise<void> {
  for (let alike = 0, last = figure(); alike < ALIKE;) {
    collect();
    // What was collected is told to its owners in a task of its own.
    await new Promise((resolve) => setTimeout(resolve, 5));
    alike = figure() === last ? alike + 1 : 0;
    last = figure();
  }
}
