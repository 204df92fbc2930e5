import type { BackendKernel } from "../backend_kernel.ts";
import { batchMatMul } from "./batch_mat_mul.ts";
import { cast } from "./cast.ts";
import { denseBackward, denseForward } from "./dense.ts";
import { mse } from "./mse.ts";
import { reluBackward } from "./relu_backward.ts";
import { scaleGradients } from "./scale_gradients.ts";
import { spmm } from "./spmm.ts";
import { sumTermsBackward, sumTermsForward } from "./sum_terms.ts";
import { tripletBackward, tripletForward } from "./triplet.ts";

/** Every op that runs on compiled kernels. */
export const KERNELS: readonly BackendKernel<never>[] = [
  batchMatMul,
  cast,
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
