import type { HopMeansOptions } from "./baseline/hop_means/config.ts";
import { hopMeans } from "./baseline/hop_means/mod.ts";
import type { PcaConcatOptions } from "./baseline/pca_concat/config.ts";
import { pcaConcat } from "./baseline/pca_concat/mod.ts";
import type { SmoothedPcaOptions } from "./baseline/smoothed_pca/config.ts";
import { smoothedPca } from "./baseline/smoothed_pca/mod.ts";
import type { PragaOptions } from "./baseline/praga/config.ts";
import { praga } from "./baseline/praga/mod.ts";
import type { CrctOptions } from "./crct/config.ts";
import { crct } from "./crct/mod.ts";
import type { SpatialGlueOptions } from "./baseline/spatialglue/config.ts";
import { spatialGlue } from "./baseline/spatialglue/mod.ts";
import type { WnnOptions } from "./baseline/wnn/config.ts";
import { wnn } from "./baseline/wnn/mod.ts";
import type { Method } from "./method.ts";
import type { ScmrdrOptions } from "./scmrdr/config.ts";
import { scmrdr } from "./scmrdr/mod.ts";
import type { RiaOptions } from "./ria/config.ts";
import { ria } from "./ria/mod.ts";
import type { SmartOptions } from "./smart/config.ts";
import { smart } from "./smart/mod.ts";
import type { TrsmiOptions } from "./trsmi/config.ts";
import { trsmi } from "./trsmi/mod.ts";
import type { SmartMsOptions } from "./smart_ms/config.ts";
import { smartMs } from "./smart_ms/mod.ts";

/** Makes a method from a preset and settings, which it checks itself. */
export type MethodFactory = (options?: Readonly<Record<string, unknown>>) => Method;

/**
 * All methods by name, for whoever is told a name: the command line, a saved model, a sweep.
 *
 * @example
 * ```ts
 * import { methods } from "weft/methods";
 * import assert from "node:assert/strict";
 *
 * assert.equal(methods.smart!({ preset: "paper" }).config.margin, 1);
 * ```
 */
export const methods: Readonly<Record<string, MethodFactory>> = Object.freeze({
  crct: (options = {}) => crct(options as CrctOptions),
  hop_means: (options = {}) => hopMeans(options as HopMeansOptions),
  pca_concat: (options = {}) => pcaConcat(options as PcaConcatOptions),
  praga: (options = {}) => praga(options as PragaOptions),
  ria: (options = {}) => ria(options as RiaOptions),
  scmrdr: (options = {}) => scmrdr(options as ScmrdrOptions),
  smart: (options = {}) => smart(options as SmartOptions),
  smart_ms: (options = {}) => smartMs(options as SmartMsOptions),
  smoothed_pca: (options = {}) => smoothedPca(options as SmoothedPcaOptions),
  spatialglue: (options = {}) => spatialGlue(options as SpatialGlueOptions),
  trsmi: (options = {}) => trsmi(options as TrsmiOptions),
  wnn: (options = {}) => wnn(options as WnnOptions),
});
