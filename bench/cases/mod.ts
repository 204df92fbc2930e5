import type { BenchCase } from "../bench_case.ts";
import { exactKnn } from "./exact_knn.ts";
import { featureKnn } from "./feature_knn.ts";
import { gmm } from "./gmm.ts";
import { harmony } from "./harmony.ts";
import { integrate } from "./integrate.ts";
import { mixing } from "./mixing.ts";
import { pipeline } from "./pipeline.ts";
import { pragaStep } from "./praga_step.ts";
import { readFile } from "./read_h5ad.ts";
import { scales } from "./scale.ts";
import { scmrdrEpoch } from "./scmrdr_epoch.ts";
import { smartSteps } from "./smart_step.ts";
import { spatialKnn } from "./spatial_knn.ts";
import { sparseProduct } from "./sparse_product.ts";
import { umap, umapJs } from "./umap.ts";
import { vaeStep } from "./vae_step.ts";

/** Every case, in the order in which they run. */
export const cases: readonly BenchCase[] = [
  ...smartSteps,
  vaeStep,
  scmrdrEpoch,
  pragaStep,
  ...exactKnn,
  sparseProduct,
  integrate,
  readFile,
  pipeline,
  spatialKnn,
  featureKnn,
  umap,
  umapJs,
  gmm,
  ...harmony,
  mixing,
  ...scales,
];
