// deno-lint-ignore-file camelcase -- names of the golden JSON
import { AnnData } from "../../src/data/anndata.ts";
import type { Column } from "../../src/data/columns/column.ts";
import type { TypedArray } from "../../src/data/dtype.ts";
import type { Frame } from "../../src/data/frame.ts";
import { MuData } from "../../src/data/mudata.ts";
import type { RecordArray } from "../../src/data/uns/record_array.ts";
import type { UnsDict, UnsValue } from "../../src/data/uns.ts";

/** JSON as the golden files hold it. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What was read, in the form of the golden JSON files. */
export function contentOf(data: AnnData | MuData): Json {
  return data.kind === "anndata" ? anndataContent(data) : mudataContent(data);
}

function anndataContent(adata: AnnData): Json {
  const { layers, obsm, varm, obsp, varp, uns } = adata;
  const content: { [key: string]: Json } = {
    kind: "anndata",
    n_obs: adata.nObs,
    n_vars: adata.nVars,
    X: elementContent(adata.X),
    obs: elementContent(adata.obs),
    var: elementContent(adata.var),
    ...mapValues({ layers, obsm, varm, obsp, varp, uns }, (slot) => mapValues(slot, elementContent)),
  };
  if (adata.raw) {
    const { X, var: vars, varm } = adata.raw;
    content["raw"] = { X: elementContent(X), var: elementContent(vars), varm: mapValues(varm, elementContent) };
  }
  return content;
}

function mudataContent(data: MuData): Json {
  const { obsm, varm, obsp, varp, uns, obsmap, varmap } = data;
  const map = (values: Int32Array): Json => ({
    kind: "array",
    dtype: "uint32",
    shape: [values.length],
    values: [...values],
  });
  return {
    kind: "mudata",
    axis: data.axis,
    n_obs: data.nObs,
    n_vars: data.nVars,
    mod_order: data.modalityNames,
    mod: mapValues(data.mod, anndataContent),
    obs: elementContent(data.obs),
    var: elementContent(data.var),
    ...mapValues({ obsm, varm, obsp, varp, uns }, (slot) => mapValues<UnsValue>(slot, elementContent)),
    obsmap: mapValues(obsmap, map),
    varmap: mapValues(varmap, map),
  };
}

function elementContent(value: UnsValue): Json {
  if (value === null) return { kind: "null" };
  if (typeof value === "boolean") return { kind: "scalar", dtype: "bool", value };
  if (typeof value === "string") return { kind: "scalar", dtype: "string", value };
  if (typeof value === "number") return scalar(Number.isInteger(value) ? "int64" : "float64", value);
  if (typeof value === "bigint") return scalar("int64", value);
  if (!("kind" in value)) return { kind: "dict", items: mapValues(value as UnsDict, elementContent) };
  const typed = value as Exclude<UnsValue, null | boolean | number | bigint | string | UnsDict>;
  switch (typed.kind) {
    case "scalar":
      return scalar(typed.dtype.includes("int") ? "int64" : "float64", typed.value);
    case "complex":
      return { kind: "scalar", dtype: "complex128", value: { re: typed.re, im: typed.im } };
    case "complex-array":
      return { kind: "array", dtype: typed.dtype, shape: [...typed.shape], values: [...typed.values] };
    case "string-array":
      return {
        kind: "string-array",
        dtype: "string",
        shape: [...typed.shape],
        values: nest([...typed.values], typed.shape),
      };
    case "record-array":
      return recordContent(typed);
    case "dense":
      return {
        kind: "array",
        dtype: typed.dtype,
        shape: [...typed.shape],
        values: nest(elements(typed.data, typed.dtype), typed.shape),
      };
    case "csr":
    case "csc": {
      const dense = typed.toDense();
      return {
        kind: typed.kind,
        dtype: typed.dtype,
        shape: [...typed.shape],
        nnz: typed.nnz,
        dense: nest(elements(dense.data, dense.dtype), typed.shape),
      };
    }
    case "frame":
      return frameContent(typed);
    default:
      return columnContent(typed);
  }
}

function frameContent(frame: Frame): Json {
  return {
    kind: "dataframe",
    n_rows: frame.nRows,
    index_name: frame.indexName,
    index: [...frame.index],
    column_order: [...frame.columnNames],
    columns: mapValues(frame.columns, columnContent),
  };
}

function columnContent(column: Column): Json {
  switch (column.kind) {
    case "numeric":
      return { kind: "numeric", dtype: column.dtype, values: elements(column.values, column.dtype) };
    case "boolean":
      return { kind: "boolean", dtype: "bool", values: column.toArray() };
    case "string":
      return { kind: "string", values: column.toArray() };
    case "categorical":
      return {
        kind: "categorical",
        ordered: column.ordered,
        categories: column.categories.toArray().map(jsonOf),
        codes: [...column.codes],
      };
    case "nullable": {
      const kinds = { numeric: "nullable-integer", boolean: "nullable-boolean", string: "nullable-string" } as const;
      const dtype = column.values.kind === "numeric" ? { dtype: column.values.dtype } : {};
      return { kind: kinds[column.values.kind], ...dtype, values: column.toArray().map(jsonOf) };
    }
  }
}

function recordContent(records: RecordArray): Json {
  const rows = Array.from(
    { length: records.length },
    (_, i) => mapValues(records.row(i), (value) => jsonOf(value as number)),
  );
  return { kind: "record-array", fields: records.names, shape: [...records.shape], values: nest(rows, records.shape) };
}

function scalar(dtype: string, value: number | bigint): Json {
  return { kind: "scalar", dtype, value: jsonOf(value) };
}

function elements(values: TypedArray, dtype: string): Json[] {
  return Array.from(values as ArrayLike<number | bigint>, (value) => dtype === "bool" ? value === 1 : jsonOf(value));
}

function jsonOf(value: number | bigint | string | boolean | null): Json {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : { bigint: `${value}` };
  if (typeof value !== "number" || Number.isFinite(value)) return value;
  return `${value}`;
}

function nest(flat: Json[], shape: readonly number[]): Json[] {
  if (shape.length <= 1) return flat;
  const [length, ...rest] = shape;
  const size = rest.reduce((product, n) => product * n, 1);
  return Array.from({ length: length! }, (_, i) => nest(flat.slice(i * size, (i + 1) * size), rest));
}

function mapValues<T>(record: Readonly<Record<string, T>>, change: (value: T) => Json): { [key: string]: Json } {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
