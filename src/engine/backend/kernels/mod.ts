import type { BackendKernel } from "../backend_kernel.ts";
import { denseBackward, denseForward } from "./dense.ts";
import { LIBRARY_OPS } from "./library_ops.ts";
import { mse } from "./mse.ts";
import { reluBackward } from "./relu_backward.ts";
import { scaleGradients } from "./scale_gradients.ts";
import { spmm } from "./spmm.ts";
import { sumTermsBackward, sumTermsForward } from "./sum_terms.ts";
import { tripletBackward, tripletForward } from "./triplet.ts";

/** Every op that runs on compiled kernels. */
export const KERNELS: readonly BackendKernel<never>[] = [
  ...LIBRARY_OPS,
  denseBackward,
  denseForward,
  mse,
  reluBackward,
  scaleGradients,
  spmm,
  sumTermsBackward,
  sumTermsForward,
  tripletBackward,
  tripletForward,
];
