/**
 * The objects: AnnData and MuData, matrices dense and sparse, tables and their columns.
 *
 * @module
 */
export { AnnData, type AnnDataParts, type AnnDataPatch, type AxisArray, type Subset } from "./anndata.ts";
export { type Annotated, type AnnotationPatch, withAnnotations } from "./annotated.ts";
export { checkAligned } from "./check_aligned.ts";
export { BooleanColumn } from "./columns/boolean_column.ts";
export { categorical, type CategoricalFromValuesOptions } from "./columns/categorical.ts";
export { CategoricalColumn, type CategoricalOptions, type Categories } from "./columns/categorical_column.ts";
export { type Codes, codesOf } from "./columns/codes_of.ts";
export { type Column, column, type ColumnInput } from "./columns/column.ts";
export { columnType } from "./columns/column_type.ts";
export { NullableColumn } from "./columns/nullable_column.ts";
export { NumericColumn } from "./columns/numeric_column.ts";
export { StringColumn } from "./columns/string_column.ts";
export type { ColumnLike, Value } from "./columns/value.ts";
export { Compressed, type SparseParts } from "./compressed.ts";
export { concat, type ConcatOptions } from "./concat.ts";
export type { Join } from "./concat/join_names.ts";
export type { Merge } from "./concat/merge_columns.ts";
export { Csc } from "./csc.ts";
export { Csr } from "./csr.ts";
export { Dense, type DenseOptions } from "./dense.ts";
export type { DType, NumberArray, TypedArray } from "./dtype.ts";
export { filterObs } from "./filter_obs.ts";
export { filterVar } from "./filter_var.ts";
export { Frame, type FrameOptions, type FrameRecord } from "./frame.ts";
export { intersectObs } from "./intersect_obs.ts";
export { label } from "./label.ts";
export { Lazy } from "./lazy.ts";
export { type Matrix, toCsr, toDense } from "./matrix.ts";
export type { ModalityMaps, SharedAxis } from "./modality_maps.ts";
export { MuData, type MuDataParts, type MuDataPatch } from "./mudata.ts";
export { obsColumn } from "./obs_column.ts";
export { obsNamesMakeUnique, type ObsNamesMakeUniqueOptions } from "./obs_names_make_unique.ts";
export { obsVector, type ObsVectorOptions } from "./obs_vector.ts";
export { Raw, type RawParts } from "./raw.ts";
export { representation } from "./representation.ts";
export type { NamedRows, Range, Selector } from "./selector.ts";
export type { Slots, SlotsPatch } from "./slots.ts";
export { subsample, type SubsampleOptions } from "./subsample.ts";
export { toCsc } from "./to_csc.ts";
export { transpose } from "./transpose.ts";
export type { UnsDict, UnsValue } from "./uns.ts";
export { Complex, ComplexArray } from "./uns/complex.ts";
export { RecordArray, type RecordField } from "./uns/record_array.ts";
export { Scalar } from "./uns/scalar.ts";
export { StringArray } from "./uns/string_array.ts";
export { unpair } from "./unpair.ts";
export { varNamesMakeUnique, type VarNamesMakeUniqueOptions } from "./var_names_make_unique.ts";
