import { type Tape, tapeOf, WEFT_OP } from "../backend/tape.ts";
import type { TensorInfo } from "../backend/tensor_info.ts";
import type { WeftBackend } from "../backend/weft_backend.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";

/** A result, what its gradient has to keep of the way there, and the gradient for each input. */
export interface WithGradient {
  /** The op's result. */
  readonly value: Tensor;
  /** Tensors that the gradient reads; kept alive until it has run. */
  readonly saved: readonly Tensor[];
  /** Gradients of the inputs in their order, from that of the result. */
  gradient(dy: Tensor, saved: readonly Tensor[]): readonly Tensor[];
}

/** Runs an op whose gradient is written by hand; tensors that `forward` closes over count as constants. */
export function customGradient(engine: Engine, inputs: readonly Tensor[], forward: () => WithGradient): Tensor {
  if (engine.backend) return recorded(tapeOf(engine.tf), engine.backend, inputs, forward);
  const op = engine.tf.customGrad((...all) => {
    const save = all.at(-1) as unknown as (tensors: readonly Tensor[]) => void;
    const { value, saved, gradient } = forward();
    save(saved);
    return { value, gradFunc: (dy, kept) => [...gradient(dy as Tensor, kept as Tensor[])] };
  });
  return op(...inputs) as Tensor;
}

/**
 * What the library's `customGrad` does, which runs and records an op of its own for every tensor that is saved: half of all
 * that a step of a small network spends in JavaScript.
 */
function recorded(
  tape: Tape,
  backend: WeftBackend,
  inputs: readonly Tensor[],
  forward: () => WithGradient,
): Tensor {
  const wanted = tape.isTapeOn();
  let made: WithGradient | undefined;
  let saved: Tensor[] = [];
  tape.startScope();
  tape.state.kernelDepth++;
  try {
    made = forward();
    if (wanted) saved = made.saved.map((tensor) => keptAgain(tape, backend, tensor));
  } finally {
    tape.state.kernelDepth--;
    tape.endScope(made?.value);
  }
  const { value, gradient } = made;
  if (wanted) {
    const backward = (dy: Tensor) => named(gradient(dy, saved).map((of) => () => of));
    tape.addTapeNode(WEFT_OP, named(inputs), [value], backward, saved, {});
  }
  return value;
}

/** The same elements in a tensor that outlives its scope. */
function keptAgain(tape: Tape, backend: WeftBackend, tensor: Tensor): Tensor {
  const again = tape.makeTensorFromTensorInfo(backend.again(tensor as unknown as TensorInfo));
  (again as { kept: boolean }).kept = true;
  return again;
}

function named<T>(values: readonly T[]): Record<string, T> {
  const all: Record<string, T> = {};
  values.forEach((value, i) => all[i] = value);
  return all;
}
