import type { TensorInfo } from "../backend/tensor_info.ts";
import type { WebgpuBackend } from "./webgpu_backend.ts";

const onCard = new WeakMap<object, TensorInfo>();
const collected = new FinalizationRegistry<() => void>((dispose) => dispose());

/** A typed array that never changes, as a vector on the card: written there once, freed when the array is forgotten. */
export function constantOnCard(backend: WebgpuBackend, array: Int32Array | Float32Array): TensorInfo {
  let tensor = onCard.get(array);
  if (!tensor) {
    const dtype = array instanceof Int32Array ? "int32" : "float32";
    // The backend keeps what it is given until the first use; the array itself must not be kept alive by its tensor.
    const made = backend.makeTensorInfo([array.length], dtype, array.slice());
    onCard.set(array, made);
    collected.register(array, () => void backend.disposeData(made.dataId));
    tensor = made;
  }
  return tensor;
}
