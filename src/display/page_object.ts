import { lossCurves } from "../plot/loss_curves.ts";
import { Run } from "../train/run.ts";

/** What stands for an object on a page without a kernel: of a run its curves; of all else the object itself. */
export function pageObject(value: object): object {
  return value instanceof Run && value.history.nRows > 0 ? lossCurves(value.history) : value;
}
