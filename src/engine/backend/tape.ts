import type { Tensor, Tf } from "../tf.ts";
import type { TensorInfo } from "./tensor_info.ts";

/**
 * What the tensor library's engine records gradients with. It is not in the library's types; the version is pinned, and
 * tests hold every part of it to what is said here.
 */
export interface Tape {
  /** Where the engine stands. */
  readonly state: {
    /** Gradients being recorded, one within another. */
    readonly gradientDepth: number;
    /** Kernels running, one within another: nothing is recorded inside. */
    kernelDepth: number;
    /** Whether every kernel is to be timed. */
    readonly profiling: boolean;
  };
  /** Whether an op that runs now is recorded. */
  isTapeOn(): boolean;
  /** Opens a scope of tensors. */
  startScope(): void;
  /** Frees the scope's tensors but the result, which the scope around it takes over, and those that are kept. */
  endScope(result: Tensor | undefined): void;
  /** A tensor of what a kernel made, in the open scope. */
  makeTensorFromTensorInfo(info: TensorInfo): Tensor;
  /** Records an op; `saved` is freed when the gradients have been made. */
  addTapeNode(
    name: string,
    inputs: Readonly<Record<string, Tensor>>,
    outputs: readonly Tensor[],
    gradient: (dy: Tensor) => Readonly<Record<string, () => Tensor>>,
    saved: readonly Tensor[],
    attributes: object,
  ): void;
}

/** The recording part of a library's engine. */
export function tapeOf(tf: Tf): Tape {
  return tf.engine() as unknown as Tape;
}
