import { itemSize } from "../../data/item_size.ts";
import { namesAttribute, textAttribute } from "../elements/expect.ts";
import { isSparse, openSparse } from "../elements/sparse.ts";
import type { StoredArray, StoredGroup, StoredNode } from "../store.ts";
import { axisLength } from "./axis_length.ts";

/** One matrix, table, column or value of a file. */
export interface InspectedEntry {
  /** Path in the file, such as `obsm/X_pca`. */
  readonly key: string;
  /** Encoding type and version, such as `csr_matrix 0.1.0`; empty in files by anndata before 0.7. */
  readonly encoding: string;
  /** Element type, by numpy's name; `null` for a table. */
  readonly dtype: string | null;
  /** Length along each axis. */
  readonly shape: readonly number[];
  /** Stored entries of a sparse matrix, explicit zeros included. */
  readonly nnz?: number;
  /** Number of categories of a categorical. */
  readonly nCategories?: number;
  /** Bytes of its numbers in memory; `null` for text and tables. */
  readonly bytes: number | null;
  /** Filters or codecs, in the order they were applied. */
  readonly filters: readonly string[];
  /** Shape of a chunk. */
  readonly chunks?: readonly number[];
}

/** Encodings of groups that only hold others, and may hold none. */
const CONTAINERS = ["", "dict", "anndata", "mudata", "MuData", "raw"];

/** The entries of a group, tables followed by their columns, dictionaries by their items. */
export async function inspectEntries(group: StoredGroup): Promise<InspectedEntry[]> {
  const entries: InspectedEntry[] = [];
  for (const name of await group.keys()) {
    const node = await group.get(name);
    if (node) entries.push(...await entriesOf(node));
  }
  return entries;
}

async function entriesOf(node: StoredNode): Promise<InspectedEntry[]> {
  if (node.kind === "array") return [arrayEntry(node)];
  if (isSparse(node)) return [await sparseEntry(node)];
  const encoding = encodingOf(node);
  if (encoding.startsWith("dataframe")) return await tableEntries(node);
  const [values, mask, codes] = [await node.get("values"), await node.get("mask"), await node.get("codes")];
  if (encoding.startsWith("categorical") && codes?.kind === "array") {
    const categories = await node.get("categories");
    const counted = categories?.kind === "group" ? await categories.get("values") : categories;
    const nCategories = counted?.kind === "array" ? counted.shape[0] ?? 0 : 0;
    return [{ ...arrayEntry(codes), key: node.path, encoding, dtype: "category", nCategories }];
  }
  if (encoding.startsWith("nullable") && values?.kind === "array" && mask) {
    return [{ ...arrayEntry(values), key: node.path, encoding }];
  }
  const inner = await inspectEntries(node);
  const isShown = inner.length > 0 || CONTAINERS.some((type) => encoding === type || encoding.startsWith(`${type} `));
  return isShown ? inner : [{ key: node.path, encoding, dtype: null, shape: [], bytes: null, filters: [] }];
}

async function tableEntries(table: StoredGroup): Promise<InspectedEntry[]> {
  const names = namesAttribute(table, "column-order");
  const rows = await axisLength(table) ?? 0;
  const encoding = encodingOf(table);
  const own: InspectedEntry = {
    key: table.path,
    encoding,
    dtype: null,
    shape: [rows, names.length],
    bytes: null,
    filters: [],
  };
  const columns: InspectedEntry[] = [];
  for (const name of names) {
    const column = await table.get(name);
    if (column) columns.push(...await entriesOf(column));
  }
  return [own, ...columns];
}

async function sparseEntry(group: StoredGroup): Promise<InspectedEntry> {
  const { shape, data, indices, indptr } = await openSparse(group);
  const bytes = [data, indices, indptr].reduce((sum, part) => sum + (arrayEntry(part).bytes ?? 0), 0);
  const encoding = encodingOf(group) || textAttribute(group, "h5sparse_format")!;
  return { ...arrayEntry(data), key: group.path, encoding, shape, nnz: data.shape[0] ?? 0, bytes };
}

function arrayEntry(array: StoredArray): InspectedEntry {
  const { path, dtype, shape, layout } = array;
  const size = itemSize(dtype) ?? NaN;
  const bytes = shape.reduce((product, length) => product * length, size);
  const facts = { key: path, encoding: encodingOf(array), dtype, shape, filters: layout.filters };
  return { ...facts, bytes: Number.isNaN(bytes) ? null : bytes, ...(layout.chunks && { chunks: layout.chunks }) };
}

function encodingOf(node: StoredNode): string {
  const type = textAttribute(node, "encoding-type");
  return type === undefined ? "" : `${type} ${textAttribute(node, "encoding-version") ?? ""}`.trim();
}
