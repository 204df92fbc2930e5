/**
 * Files in and out: h5ad, h5mu, zarr, 10x, tables; and data sets to try things on.
 *
 * @module
 */
export { BackedAnnData, type BackedParts, type Block, type BlockOptions } from "./backed_anndata.ts";
export { BackedMatrix } from "./backed_matrix.ts";
export { convert, type ConvertOptions } from "./convert.ts";
/** Data sets to try things on: the simulated tissue and its controls. */
export * as datasets from "./datasets/mod.ts";
export { inspect, type InspectedEntry, type InspectedShape, Inspection } from "./inspect.ts";
export { read } from "./read.ts";
export { type BackedH5adOptions, readH5ad, type ReadH5adOptions } from "./read_h5ad.ts";
export { readH5mu } from "./read_h5mu.ts";
export type { SaveOptions } from "./save_hdf5.ts";
export type { TenxOptions } from "./tenx/features.ts";
export { read10xH5, type Read10xH5Options } from "./tenx/read_10x_h5.ts";
export { read10xMtx, type Read10xMtxOptions } from "./tenx/read_10x_mtx.ts";
export { read10xMuData, type Read10xMuDataOptions } from "./tenx/read_10x_mudata.ts";
export { readVisium, type ReadVisiumOptions } from "./tenx/read_visium.ts";
export { splitFeatureTypes, type SplitFeatureTypesOptions } from "./tenx/split_feature_types.ts";
export { readCsv, type ReadCsvOptions } from "./text/read_csv.ts";
export type { GeneAnnotation } from "../core/gene_annotation.ts";
export type { GeneFormat } from "./text/gene_lines.ts";
export { readGeneAnnotation, type ReadGeneAnnotationOptions } from "./text/read_gene_annotation.ts";
export { readTable, type ReadTableOptions } from "./text/read_table.ts";
export { writeTable, type WriteTableOptions } from "./text/write_table.ts";
export { writeH5ad } from "./write_h5ad.ts";
export { writeH5mu } from "./write_h5mu.ts";
export { readZarr } from "./zarr/read_zarr.ts";
