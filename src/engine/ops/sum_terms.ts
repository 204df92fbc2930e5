import { runBackendKernel } from "../backend/backend_kernel.ts";
import { sumTermsBackward, sumTermsForward } from "../backend/kernels/sum_terms.ts";
import { sumTermsComposite } from "../composite/sum_terms.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { customGradient } from "./custom_gradient.ts";

/** `Σ weights[i] · values[i]` of scalars, as one op; 0 without any. */
export function sumTermsOp(engine: Engine, values: readonly Tensor[], weights: readonly number[]): Tensor {
  if (values.length === 0) return engine.tf.scalar(0);
  if (!engine.backend) return sumTermsComposite(engine, values, weights);
  return customGradient(engine, values, () => ({
    value: runBackendKernel(engine, sumTermsForward, values, { weights })[0]!,
    saved: [],
    gradient: (dy) => runBackendKernel(engine, sumTermsBackward, [dy], { weights }),
  }));
}
