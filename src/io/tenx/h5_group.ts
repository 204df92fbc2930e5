import { examples } from "../../core/check.ts";
import { throwIfAborted } from "../../core/abort.ts";
import { WeftError } from "../../core/error.ts";
import { Csr } from "../../data/csr.ts";
import type { TypedArray } from "../../data/dtype.ts";
import { childArray } from "../elements/expect.ts";
import { numbersOf, toInt32 } from "../elements/sparse.ts";
import type { Store, StoredArray, StoredGroup } from "../store.ts";
import type { Features } from "./features.ts";

/** A matrix of a 10x file, its names not yet joined to it. */
export interface TenxMatrix {
  /** Barcodes × features. */
  readonly X: Csr;
  /** Names of the rows. */
  readonly barcodes: readonly string[];
  /** What is known of the columns. */
  readonly features: Features;
}

/** Names of the groups that hold a matrix: `matrix`, or the genomes of version 2. */
export async function matrixGroups({ root, location }: Store): Promise<string[]> {
  const names: string[] = [];
  for (const name of await root.keys()) {
    const node = await root.get(name);
    if (node?.kind === "group" && await node.get("barcodes") && await node.get("indptr")) names.push(name);
  }
  if (names.length > 0) return names;
  throw new WeftError("Unsupported", {
    expected: "a matrix of 10x's Cell Ranger or Space Ranger",
    found: `the keys ${examples(await root.keys(), 8) || "(none)"}`,
    where: location,
    next: "An h5ad file is read with readH5ad(), an h5mu file with readH5mu().",
  });
}

/** Reads one matrix: stored by barcodes, so that it is a CSR of barcodes × features as it lies. */
export async function readGroup({ root, location }: Store, name: string, signal?: AbortSignal): Promise<TenxMatrix> {
  const group = await root.get(name) as StoredGroup;
  const [nFeatures, nBarcodes] = toInt32(await (await childArray(group, "shape")).read(), "shape");
  const indptr = toInt32(await (await childArray(group, "indptr")).read(), "indptr");
  throwIfAborted(signal, `reading ${location}`);
  const indices = toInt32(await (await childArray(group, "indices")).read(), "indices");
  throwIfAborted(signal, `reading ${location}`);
  const data = await childArray(group, "data");
  const X = new Csr({
    shape: [nBarcodes ?? 0, nFeatures ?? 0],
    indptr,
    indices,
    data: float32(numbersOf(data, await data.read())),
  });
  return { X, barcodes: await texts(await childArray(group, "barcodes")), features: await readFeatures(group) };
}

function float32(values: TypedArray): Float32Array {
  const wide = values instanceof BigInt64Array || values instanceof BigUint64Array;
  return wide ? Float32Array.from(values, Number) : Float32Array.from(values);
}

async function readFeatures(group: StoredGroup): Promise<Features> {
  const node = await group.get("features");
  if (node?.kind !== "group") {
    return {
      ids: await texts(await childArray(group, "genes")),
      names: await texts(await childArray(group, "gene_names")),
    };
  }
  const ids = await texts(await childArray(node, "id"));
  const more: Record<string, string[]> = {};
  for (const key of await node.keys()) {
    const column = await node.get(key);
    const known = key === "id" || key === "name" || key === "feature_type" || key.startsWith("_");
    if (known || column?.kind !== "array" || column.dtype !== "string" || column.shape[0] !== ids.length) continue;
    more[key] = await texts(column);
  }
  return {
    ids,
    names: await texts(await childArray(node, "name")),
    types: await texts(await childArray(node, "feature_type")),
    more,
  };
}

async function texts(array: StoredArray): Promise<string[]> {
  const values = await array.read();
  if (Array.isArray(values)) return values;
  throw new WeftError("Corrupt", { expected: `text in '${array.path}'`, found: array.dtype });
}
