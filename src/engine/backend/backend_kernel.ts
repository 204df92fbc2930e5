import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { tapeOf } from "./tape.ts";
import type { TensorInfo } from "./tensor_info.ts";
import type { WeftBackend } from "./weft_backend.ts";

/** What a kernel of the backend is called with. */
export interface KernelCall<Attributes> {
  /** Where tensors lie, and what runs. */
  readonly backend: WeftBackend;
  /** Inputs, by the library's names, or for our own ops in their order. */
  readonly inputs: Readonly<Record<string, TensorInfo>>;
  /** Everything that is not a tensor. */
  readonly attrs: Attributes;
}

/** One op of the tensor library, or one of our own, on compiled kernels. */
export interface BackendKernel<Attributes> {
  /** Its name among the library's kernels. */
  readonly name: string;
  /** Whether it can do this call; where it says no the library's plain JavaScript runs. Without it all are taken. */
  takes?(call: KernelCall<Attributes>): boolean;
  /** Makes the outputs. */
  run(call: KernelCall<Attributes>): TensorInfo | TensorInfo[];
}

/** Runs one of our own kernels on tensors; its gradient is the caller's business. */
export function runBackendKernel<A>(
  engine: Engine,
  kernel: BackendKernel<A>,
  inputs: readonly Tensor[],
  attributes: A,
): Tensor[] {
  const { backend, tf } = engine;
  const tape = tapeOf(tf);
  // Where nothing is recorded or timed, the library's own way to a kernel is a detour.
  if (backend && !kernel.takes && !tape.isTapeOn() && !tape.state.profiling) {
    const list = inputs as unknown as KernelCall<A>["inputs"];
    const made = backend.perform(kernel.name, () => kernel.run({ backend, inputs: list, attrs: attributes }));
    return (Array.isArray(made) ? made : [made]).map((info) => tape.makeTensorFromTensorInfo(info));
  }
  const named = Object.fromEntries(inputs.map((tensor, i) => [`input${i}`, tensor]));
  const outputs = tf.engine().runKernel(kernel.name, named, attributes as never) as unknown;
  return Array.isArray(outputs) ? outputs : [outputs as Tensor];
}

/** The inputs of one of our own kernels, in their order. */
export function inputList(inputs: Readonly<Record<string, TensorInfo>>): TensorInfo[] {
  return Object.values(inputs);
}

/** Whether all tensors of a call hold floats. */
export function allFloats({ inputs }: KernelCall<unknown>): boolean {
  for (const name in inputs) if (inputs[name] && inputs[name].dtype !== "float32") return false;
  return true;
}
