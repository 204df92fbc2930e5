import { WeftError } from "../core/error.ts";
import type { Engine } from "../engine/engine.ts";
import type { Tensor } from "../engine/tf.ts";

/** Integer labels: an array, or a tensor that an op of the engine made. */
export type Labels = Int32Array | Tensor;

/** Arrays whose labels have been found to be below a number. */
const checked = new WeakMap<Int32Array, number>();

/** Labels as a tensor, one a row; an array's are checked the first time it is seen. */
export function labelTensor(engine: Engine, labels: Labels, nRows: number, nClasses: number): Tensor {
  const shape = labels instanceof Int32Array ? [labels.length] : labels.shape;
  if (shape.length !== 1 || shape[0] !== nRows) {
    throw new WeftError("Misaligned", { expected: `${nRows} labels, one a row`, found: `${shape.join(" × ")}` });
  }
  if (!(labels instanceof Int32Array)) {
    if (labels.dtype === "int32") return labels;
    throw new WeftError("InvalidArgument", { expected: "labels that are int32", found: labels.dtype });
  }
  if (!(checked.get(labels)! <= nClasses)) {
    const at = labels.findIndex((label) => label < 0 || label >= nClasses);
    if (at >= 0) {
      throw new WeftError("BadValues", {
        expected: `labels from 0 to ${nClasses - 1}`,
        found: `${labels[at]}`,
        where: `row ${at}`,
      });
    }
    checked.set(labels, nClasses);
  }
  return engine.tf.tensor1d(labels, "int32");
}
