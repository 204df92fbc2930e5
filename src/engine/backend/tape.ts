import type { Tensor, Tf } from "../tf.ts";
import type { TensorInfo } from "./tensor_info.ts";

/** Name under which ops of our own are recorded: their gradients leave nothing behind that others do not read. */
export const WEFT_OP = "WeftOp";

/** An op that was recorded. */
export interface TapeNode {
  /** Its name. */
  readonly kernelName: string;
  /** What it read, by name. */
  readonly inputs: Readonly<Record<string, Tensor>>;
  /** What it made. */
  readonly outputs: readonly Tensor[];
  /** What its gradient reads. */
  readonly saved: readonly Tensor[];
  /** How the gradients of its inputs are made of those of its outputs. */
  readonly gradient?: (dys: readonly (Tensor | undefined)[]) => Readonly<Record<string, () => Tensor>>;
}

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
    /** What was recorded, in its order; none when nothing is. */
    activeTape: TapeNode[] | null;
    /** Whether every kernel is to be timed. */
    readonly profiling: boolean;
  };
  /** Begins to record. */
  startTape(): void;
  /** Ends recording; what was recorded stays. */
  endTape(): void;
  /** Whether an op that runs now is recorded. */
  isTapeOn(): boolean;
  /** Opens a scope of tensors. */
  startScope(): void;
  /** A scalar and its gradients in some tensors, none where it hangs on nothing; what the library's own functions call. */
  gradients(
    compute: () => Tensor,
    inputs: readonly Tensor[],
    dy: undefined,
    allowNone: true,
  ): { readonly value: Tensor; readonly grads: readonly (Tensor | undefined)[] };
  /** Takes a tensor out of every scope. */
  keep(tensor: Tensor): Tensor;
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
