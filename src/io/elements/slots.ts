import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { AxisArray } from "../../data/anndata.ts";
import { Csc } from "../../data/csc.ts";
import { Csr } from "../../data/csr.ts";
import { Dense } from "../../data/dense.ts";
import { Frame } from "../../data/frame.ts";
import type { Matrix } from "../../data/matrix.ts";
import { RecordArray } from "../../data/uns/record_array.ts";
import type { UnsValue } from "../../data/uns.ts";
import type { StoredGroup, StoredNode } from "../store.ts";
import { located } from "../located.ts";
import type { ReadContext } from "./context.ts";
import { readLegacyDataframe } from "./legacy_dataframe.ts";

/** Reads a matrix; `null` where the file holds none. */
export async function readMatrix(node: StoredNode | undefined, context: ReadContext): Promise<Matrix | null> {
  if (node === undefined) return null;
  const value = await context.read(node);
  if (value === null || isMatrix(value)) return value;
  throw unexpected(node, "a matrix", value, context);
}

/** Reads `obs` or `var`; undefined where the file has none. */
export async function readFrame(node: StoredNode | undefined, context: ReadContext): Promise<Frame | undefined> {
  if (node === undefined) return undefined;
  try {
    if (node.kind === "array") return await readLegacyDataframe(node);
  } catch (error) {
    throw located(error, node.path, context.store.location);
  }
  const value = await context.read(node);
  if (value instanceof Frame) return value;
  throw unexpected(node, "a table", value, context);
}

/** Reads the matrices of a slot such as `layers` or `obsp`. */
export async function readMatrices(
  group: StoredGroup,
  slot: string,
  context: ReadContext,
): Promise<Record<string, Matrix>> {
  const entries = await readSlot(group, slot, context);
  return narrow(entries, isMatrix, "a matrix", context);
}

/** Reads the arrays of `obsm` or `varm`; records of old files become one array a field. */
export async function readArrays(
  group: StoredGroup,
  slot: string,
  context: ReadContext,
): Promise<Record<string, AxisArray>> {
  const entries = await readSlot(group, slot, context);
  const arrays = narrow(
    entries,
    (value): value is AxisArray => isMatrix(value) || value instanceof Frame,
    "an array or table",
    context,
  );
  for (const [name, array] of Object.entries(arrays)) arrays[name] = atLeastTwoAxes(array);
  return arrays;
}

/** Whether a value is a matrix. */
export function isMatrix(value: UnsValue): value is Matrix {
  return value instanceof Dense || value instanceof Csr || value instanceof Csc;
}

/** Masks of modalities by mudata before 0.3 have one axis. */
function atLeastTwoAxes(array: AxisArray): AxisArray {
  if (!(array instanceof Dense) || array.shape.length !== 1) return array;
  return new Dense(array.data, { shape: [array.shape[0]!, 1], dtype: array.dtype });
}

interface Entry {
  readonly node: StoredNode;
  readonly value: UnsValue;
}

async function readSlot(group: StoredGroup, slot: string, context: ReadContext): Promise<Record<string, Entry>> {
  const entries: Record<string, Entry> = Object.create(null);
  const node = await group.get(slot);
  if (node?.kind === "array") {
    const records = await context.read(node);
    if (!(records instanceof RecordArray)) throw unexpected(node, "a group of arrays", records, context);
    for (const [name, value] of records.fields) entries[name] = { node, value };
  } else if (node) {
    for (const name of await node.keys()) {
      const child = await node.get(name);
      if (child) entries[name] = { node: child, value: await context.read(child) };
    }
  }
  return entries;
}

function narrow<T extends UnsValue>(
  entries: Readonly<Record<string, Entry>>,
  test: (value: UnsValue) => value is T,
  expected: string,
  context: ReadContext,
): Record<string, T> {
  const narrowed: Record<string, T> = Object.create(null);
  for (const [name, { node, value }] of Object.entries(entries)) {
    if (!test(value)) throw unexpected(node, expected, value, context);
    narrowed[name] = value;
  }
  return narrowed;
}

function unexpected(node: StoredNode, expected: string, value: UnsValue, context: ReadContext): unknown {
  return located(new WeftError("Unsupported", { expected, found: show(value) }), node.path, context.store.location);
}
