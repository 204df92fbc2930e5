import { checkLength } from "../core/check.ts";
import { checkLabels, type Labels } from "./labels.ts";

/** Throws `Misaligned` unless there is one label and one batch a row. */
export function checkTwoLabels(labels: Labels, batch: Labels, nRows: number): void {
  checkLabels(labels, nRows, "the rows");
  checkLength(batch.length, nRows, "batch", "the rows");
}
