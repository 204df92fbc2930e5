import type { BackendKernel } from "../backend_kernel.ts";
import { activationGradient } from "./activation_gradient.ts";
import { biasRows } from "./bias_rows.ts";
import { columnSums } from "./column_sums.ts";
import { denseForward } from "./dense.ts";
import { denseGradient } from "./dense_gradient.ts";
import { infoNce } from "./info_nce.ts";
import { isometry } from "./isometry.ts";
import { klGaussian } from "./kl_gaussian.ts";
import { LIBRARY_OPS } from "./library_ops.ts";
import { mse } from "./mse.ts";
import { nearestPrototype } from "./nearest_prototype.ts";
import { nuclearNorm } from "./nuclear_norm.ts";
import { prototypeRatio } from "./prototype_ratio.ts";
import { sage } from "./sage.ts";
import { sageGradient } from "./sage_gradient.ts";
import { scaleGradients } from "./scale_gradients.ts";
import { softmaxCrossEntropy } from "./softmax_cross_entropy.ts";
import { spmm } from "./spmm.ts";
import { sumTermsBackward, sumTermsForward } from "./sum_terms.ts";
import { tripletBackward, tripletForward } from "./triplet.ts";
import { unitRows } from "./unit_rows.ts";
import { unitRowsGradient } from "./unit_rows_gradient.ts";

/** Every op that runs on compiled kernels. */
export const KERNELS: readonly BackendKernel<never>[] = [
  ...LIBRARY_OPS,
  activationGradient,
  biasRows,
  columnSums,
  denseForward,
  denseGradient,
  infoNce,
  isometry,
  klGaussian,
  mse,
  nearestPrototype,
  nuclearNorm,
  prototypeRatio,
  sage,
  sageGradient,
  scaleGradients,
  softmaxCrossEntropy,
  spmm,
  sumTermsBackward,
  sumTermsForward,
  tripletBackward,
  tripletForward,
  unitRows,
  unitRowsGradient,
];
