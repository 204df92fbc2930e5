import type { Activation } from "../../kernels/ops/activation.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";

/** An activation in the library's own ops. */
export function activationComposite(
  { tf }: Engine,
  x: Tensor,
  { activation = "none", slope = 0.01 }: Activation,
): Tensor {
  if (activation === "none") return x;
  if (activation === "leakyRelu") return tf.leakyRelu(x as never, slope);
  return tf[activation](x as never);
}
