import type { Block } from "../../kernels/block.ts";
import type { Engine } from "../engine.ts";
import type { Variable } from "../tf.ts";
import type { TensorInfo } from "./tensor_info.ts";
import type { WeftBackend } from "./weft_backend.ts";

/** The block of a variable, to be changed in place: one that other tensors share is copied first. */
export function writableBlock({ tf }: Engine, backend: WeftBackend, variable: Variable): Block {
  const info = variable as unknown as TensorInfo;
  if (backend.refCount(info.dataId) > 1) {
    variable.assign(tf.tensor(backend.values(info) as Float32Array, variable.shape) as never);
  }
  return backend.block(variable as unknown as TensorInfo);
}
