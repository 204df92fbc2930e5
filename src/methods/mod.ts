/**
 * Methods that embed the modalities of a tissue, behind one contract.
 *
 * @module
 */
export type { HopMeansConfig, HopMeansOptions } from "./baseline/hop_means/config.ts";
export { hopMeans } from "./baseline/hop_means/mod.ts";
export type { BlockScaling } from "./baseline/join_blocks.ts";
export type { PcaConcatConfig, PcaConcatOptions } from "./baseline/pca_concat/config.ts";
export { pcaConcat } from "./baseline/pca_concat/mod.ts";
export type { SmoothedPcaConfig, SmoothedPcaOptions } from "./baseline/smoothed_pca/config.ts";
export { smoothedPca } from "./baseline/smoothed_pca/mod.ts";
export type { PragaConfig, PragaOptions, PragaPreset } from "./baseline/praga/config.ts";
export { praga } from "./baseline/praga/mod.ts";
export type { CrctConfig, CrctOptions, CrctPreset } from "./crct/config.ts";
export { crct } from "./crct/mod.ts";
export type { CrctSchedule, EpochWeight } from "./crct/schedule.ts";
export type { FamilyDataset } from "./family/recipes.ts";
export type { PrototypeSchedule } from "./family/schedule.ts";
export type { FamilyWeight } from "./family/weights.ts";
export type {
  FusionKind,
  SpatialGlueConfig,
  SpatialGlueOptions,
  SpatialGluePreset,
} from "./baseline/spatialglue/config.ts";
export { spatialGlue } from "./baseline/spatialglue/mod.ts";
export type { WnnConfig, WnnOptions } from "./baseline/wnn/config.ts";
export { wnn } from "./baseline/wnn/mod.ts";
export type {
  Clock,
  DecodeOptions,
  Disposable,
  InputLayout,
  InputOptions,
  Method,
  ModalityLayout,
  NamesByKind,
  Network,
  PrepareOptions,
  SlopeRule,
} from "./method.ts";
export { type MethodFactory, methods } from "./methods.ts";
export type { RiaConfig, RiaOptions, RiaPreset } from "./ria/config.ts";
export { ria } from "./ria/mod.ts";
export { checkSlots, type SlotNeed } from "./slot_need.ts";
export type { ScmrdrConfig, ScmrdrOptions } from "./scmrdr/config.ts";
export { scmrdr } from "./scmrdr/mod.ts";
export type { ScmrdrPreset } from "./scmrdr/presets.ts";
export type { ModalityWeight, SmartConfig, SmartEncoder, SmartOptions } from "./smart/config.ts";
export { smart } from "./smart/mod.ts";
export type { SmartPreset } from "./smart/presets.ts";
export type { TrsmiConfig, TrsmiOptions, TrsmiPreset } from "./trsmi/config.ts";
export { trsmi } from "./trsmi/mod.ts";
export type { SmartMsConfig, SmartMsOptions } from "./smart_ms/config.ts";
export { smartMs } from "./smart_ms/mod.ts";
export type { SmartMsPreset } from "./smart_ms/presets.ts";
export type { HeldOut, PatienceRule, Update } from "./update.ts";
