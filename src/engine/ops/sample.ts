import { runBackendKernel } from "../backend/backend_kernel.ts";
import { sample as kernel, sampleGradient } from "../backend/kernels/sample.ts";
import { sampleComposite } from "../composite/sample.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { checkShape } from "./check_shape.ts";
import { customGradient } from "./custom_gradient.ts";
import type { Gaussians } from "./kl_gaussian.ts";

/** A reparameterised draw `z = mean + e^(logVar / 2) · noise`; the noise is a constant. */
export function sample(engine: Engine, { mean, logVar }: Gaussians, noise: Tensor): Tensor {
  checkShape("logVar", logVar, mean.shape);
  checkShape("noise", noise, mean.shape);
  if (!engine.backend) return sampleComposite(engine, { mean, logVar }, noise);
  return customGradient(engine, [mean, logVar], () => ({
    value: runBackendKernel(engine, kernel, [mean, logVar, noise], {})[0]!,
    saved: [logVar, noise],
    gradient: (dy, kept) => [dy, runBackendKernel(engine, sampleGradient, [dy, ...kept], {})[0]!],
  }));
}
