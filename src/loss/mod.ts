/**
 * Loss terms, one a file; every term is named where it is used, and weighted there.
 *
 * @module
 */
export type { Gaussians } from "../engine/ops/kl_gaussian.ts";
export type { EntryMask } from "./entry_mask.ts";
export { gaussian, type GaussianOptions } from "./gaussian.ts";
export { infoNce, type InfoNceOptions } from "./info_nce.ts";
export { isda, type IsdaClassifier, type IsdaOptions } from "./isda.ts";
export { isometry } from "./isometry.ts";
export { klGaussian } from "./kl_gaussian.ts";
export type { Labels } from "./label_tensor.ts";
export { laplacian } from "./laplacian.ts";
export { type Loss, type LossTerm, sumTerms } from "./loss.ts";
export { mse } from "./mse.ts";
export { nb, type NbOptions, type NbParameters } from "./nb.ts";
export { nuclearNorm } from "./nuclear_norm.ts";
export { poisson, type PoissonOptions } from "./poisson.ts";
export { prototypeCrossEntropy } from "./prototype_cross_entropy.ts";
export { prototypeLabels } from "./prototype_labels.ts";
export { type PrototypeOptions, prototypeRatio } from "./prototype_ratio.ts";
export { softmaxCrossEntropy, type SoftmaxCrossEntropyOptions } from "./softmax_cross_entropy.ts";
export { triplet, type TripletOptions } from "./triplet.ts";
export { zinb, type ZinbOptions, type ZinbParameters } from "./zinb.ts";
