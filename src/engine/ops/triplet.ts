import { runBackendKernel } from "../backend/backend_kernel.ts";
import { tripletBackward, tripletForward } from "../backend/kernels/triplet.ts";
import { tripletComposite } from "../composite/triplet.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { tripletIndex } from "../triplet_index.ts";
import { customGradient } from "./custom_gradient.ts";

/** Which rows make the triplets, and how far apart the pairs must be. */
export interface TripletForm {
  /** `nTriplets × 3`: anchor, positive, negative. */
  readonly triplets: Int32Array;
  /** The margin. */
  readonly margin: number;
}

/**
 * Mean over triplets of the margin loss on rows of `z`, 0 without any. The way there keeps each triplet's part in the
 * gradient; the way back goes through the rows of `z`, so that no two threads write one row.
 */
export function tripletOp(engine: Engine, z: Tensor, { triplets, margin }: TripletForm): Tensor {
  const index = tripletIndex(triplets, z.shape[0]!);
  if (!engine.backend) return tripletComposite(engine, z, { triplets: index.triplets, margin });
  const attributes = { triplets: index.triplets, index, margin };
  return customGradient(engine, [z], () => {
    const [value, coefficients] = runBackendKernel(engine, tripletForward, [z], attributes);
    return {
      value: value!,
      saved: [z, coefficients!],
      gradient: (dy, saved) => runBackendKernel(engine, tripletBackward, [dy, ...saved], attributes),
    };
  });
}
