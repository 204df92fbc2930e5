import type { BackendKernel } from "../backend_kernel.ts";
import { activationGradient } from "./activation_gradient.ts";
import { appnp } from "./appnp.ts";
import { attentionWeights, attentionWeightsGradient } from "./attention_weights.ts";
import { batchNorm } from "./batch_norm.ts";
import { batchNormGradient } from "./batch_norm_gradient.ts";
import { biasRows } from "./bias_rows.ts";
import { columnSums } from "./column_sums.ts";
import { denseForward } from "./dense.ts";
import { denseGradient } from "./dense_gradient.ts";
import { diffuse, diffuseGradient } from "./diffuse.ts";
import { dropout } from "./dropout.ts";
import { edgeDistance, edgeDistanceGradient } from "./edge_distance.ts";
import { edgeProduct } from "./edge_product.ts";
import { edgeSmoothness, edgeSmoothnessGradient } from "./edge_smoothness.ts";
import { infoNce } from "./info_nce.ts";
import { isometry } from "./isometry.ts";
import { klGaussian } from "./kl_gaussian.ts";
import { LIBRARY_OPS } from "./library_ops.ts";
import { likelihood } from "./likelihood.ts";
import { mixedProduct, mixedProductGradient } from "./mixed_product.ts";
import { mse } from "./mse.ts";
import { nearestPrototype } from "./nearest_prototype.ts";
import { normalizeEdges, normalizeEdgesGradient } from "./normalize_edges.ts";
import { nuclearNorm } from "./nuclear_norm.ts";
import { prototypeRatio } from "./prototype_ratio.ts";
import { rowSoftmaxForward, rowSoftmaxGradient } from "./row_softmax.ts";
import { sage } from "./sage.ts";
import { sageGradient } from "./sage_gradient.ts";
import { sample, sampleGradient } from "./sample.ts";
import { scaleGradients } from "./scale_gradients.ts";
import { sddmm } from "./sddmm.ts";
import { softmaxCrossEntropy } from "./softmax_cross_entropy.ts";
import { spmm } from "./spmm.ts";
import { sumTermsBackward, sumTermsForward } from "./sum_terms.ts";
import { topEdges } from "./top_edges.ts";
import { topProduct, topProductGradient } from "./top_product.ts";
import { topShares, topSharesGradient } from "./top_shares.ts";
import { tripletBackward, tripletForward } from "./triplet.ts";
import { unitRows } from "./unit_rows.ts";
import { unitRowsGradient } from "./unit_rows_gradient.ts";
import { weightedSum, weightedSumGradient } from "./weighted_sum.ts";

/** Every op that runs on compiled kernels. */
export const KERNELS: readonly BackendKernel<never>[] = [
  ...LIBRARY_OPS,
  activationGradient,
  appnp,
  attentionWeights,
  attentionWeightsGradient,
  batchNorm,
  batchNormGradient,
  biasRows,
  columnSums,
  denseForward,
  denseGradient,
  diffuse,
  diffuseGradient,
  dropout,
  edgeDistance,
  edgeDistanceGradient,
  edgeProduct,
  edgeSmoothness,
  edgeSmoothnessGradient,
  infoNce,
  isometry,
  klGaussian,
  likelihood,
  mixedProduct,
  mixedProductGradient,
  mse,
  nearestPrototype,
  normalizeEdges,
  normalizeEdgesGradient,
  nuclearNorm,
  prototypeRatio,
  rowSoftmaxForward,
  rowSoftmaxGradient,
  sage,
  sageGradient,
  sample,
  sampleGradient,
  scaleGradients,
  sddmm,
  softmaxCrossEntropy,
  spmm,
  sumTermsBackward,
  sumTermsForward,
  topEdges,
  topProduct,
  topProductGradient,
  topShares,
  topSharesGradient,
  tripletBackward,
  tripletForward,
  unitRows,
  unitRowsGradient,
  weightedSum,
  weightedSumGradient,
];
