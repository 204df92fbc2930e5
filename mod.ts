/**
 * weft: spatial and single-cell multi-omics for a Deno notebook. Read files, chain verbs, weave the modalities of a
 * tissue into one embedding, and look at its domains.
 *
 * @example
 * ```ts
 * import * as wf from "weft";
 * import assert from "node:assert/strict";
 *
 * const tissue = wf.datasets.simulatedTissue({ seed: 1 })
 *   .modality("rna", (a) => a.filterGenes({ minCells: 10 }).normalizeTotal({ targetSum: 1e4 }).log1p().pca({ nComps: 10 }))
 *   .spatialNeighbors({ nNeighbors: 4 });
 * assert.equal(tissue.modality("rna").obsm.X_pca?.nCols, 10);
 * ```
 *
 * @module
 */
import { connectStop } from "./src/bridge/connect_stop.ts";
import { registerDisplays } from "./src/display/register_displays.ts";

export { type AblationBoard, ablationBoard, type LossLive, lossLive, type LossLiveOptions } from "./src/bridge/mod.ts";
export {
  AnnData,
  annData,
  BackedAnnData,
  convert,
  datasets,
  engine,
  MuData,
  muData,
  type MuDataOptions,
  read,
  read10xH5,
  read10xMtx,
  read10xMuData,
  readCsv,
  readH5ad,
  readH5mu,
  readVisium,
  readZarr,
  splitFeatureTypes,
  toChain,
} from "./src/chain/mod.ts";
export { loadUmapJs } from "./src/embed/umap_js.ts";
export {
  DISPLAY,
  type DisplayBundle,
  displayBundle,
  type ErrorFields,
  type ErrorTag,
  interruptSignal,
  isWeftError,
  onInterrupt,
  type Progress,
  registerRenderer,
  Rng,
  VERSION,
  type Watched,
  WeftError,
} from "./src/core/mod.ts";
export {
  type Annotated,
  BooleanColumn,
  categorical,
  CategoricalColumn,
  checkAligned,
  codesOf,
  type Column,
  column,
  Complex,
  ComplexArray,
  concat,
  type ConcatOptions,
  Csc,
  Csr,
  Dense,
  type DType,
  Frame,
  type FrameRecord,
  type Matrix,
  NullableColumn,
  NumericColumn,
  Raw,
  RecordArray,
  representation,
  Scalar,
  type Selector,
  StringArray,
  StringColumn,
  toCsc,
  toCsr,
  toDense,
  type UnsValue,
} from "./src/data/mod.ts";
export { htmlSummary } from "./src/display/html_summary.ts";
export { type EngineChoice, type EngineOptions, EngineReport } from "./src/engine/mod.ts";
export { Graph } from "./src/graph/mod.ts";
export {
  Selection,
  SpatialMap,
  spatialMap,
  type SpatialMapOptions,
  type TraitChecks,
  type TraitSource,
  widget,
  WidgetModel,
  type WidgetOptions,
} from "./src/bridge/mod.ts";
/** Values and places carried over between cells that were not measured together. */
export * as impute from "./src/impute/mod.ts";
/** Tables to and from arquero and danfo. */
export * as interop from "./src/interop/mod.ts";
export {
  type ConvertOptions,
  type GeneAnnotation,
  type GeneFormat,
  inspect,
  Inspection,
  readGeneAnnotation,
  type ReadGeneAnnotationOptions,
  readTable,
  type SaveOptions,
  writeH5ad,
  writeH5mu,
  writeTable,
} from "./src/io/mod.ts";
/** Scores of a partition or an embedding. */
export * as metrics from "./src/metrics/mod.ts";
export {
  crct,
  type CrctOptions,
  hopMeans,
  type HopMeansOptions,
  type Method,
  methods,
  pcaConcat,
  type PcaConcatOptions,
  praga,
  type PragaOptions,
  ria,
  type RiaOptions,
  scmrdr,
  type ScmrdrOptions,
  smart,
  smartMs,
  type SmartMsOptions,
  type SmartOptions,
  smoothedPca,
  type SmoothedPcaOptions,
  spatialGlue,
  type SpatialGlueOptions,
  trsmi,
  type TrsmiOptions,
  wnn,
  type WnnOptions,
} from "./src/methods/mod.ts";
/** Pictures as vega-lite specifications that a notebook shows, and as SVG. */
export * as plot from "./src/plot/mod.ts";
export { exportHtml, type ExportHtmlOptions, type PageItem, type Showable } from "./src/report/export_html.ts";
export {
  ablate,
  type AblateOptions,
  compare,
  stability,
  type StabilityOptions,
  Study,
  type StudyEvent,
  type StudyOptions,
  type StudyRow,
  sweep,
  type SweepOptions,
} from "./src/study/mod.ts";
export {
  loadModel,
  type Run,
  type RunEvent,
  type StopReason,
  train,
  TrainedModel,
  type TrainOptions,
} from "./src/train/mod.ts";

registerDisplays();
connectStop();
