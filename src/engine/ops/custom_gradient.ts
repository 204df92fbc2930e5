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
  const op = engine.tf.customGrad((...all) => {
    const save = all.at(-1) as unknown as (tensors: readonly Tensor[]) => void;
    const { value, saved, gradient } = forward();
    save(saved);
    return { value, gradFunc: (dy, kept) => [...gradient(dy as Tensor, kept as Tensor[])] };
  });
  return op(...inputs) as Tensor;
}
