import { createHash, type Hash } from "node:crypto";
import type { PackedFeatures } from "../packed/packed_features.ts";
import type { PackedMatrix } from "../packed/packed_matrix.ts";
import type { PackedTable, PackedTissue } from "../packed/packed_tissue.ts";

/** SHA-256 in hex of everything in a packed object: names, shapes, types and bytes. */
export function digestTissue({ kind, nObs, X, features, obs, obsm, obsp, modalities }: PackedTissue): string {
  const hash = createHash("sha256");
  say(hash, ["tissue", kind, nObs]);
  addMatrix(hash, "X", X);
  addFeatures(hash, features);
  addColumns(hash, obs);
  addTable(hash, "obsm", obsm);
  addTable(hash, "obsp", obsp);
  for (const [name, modality] of Object.entries(modalities)) {
    say(hash, ["modality", name, modality.rows.length]);
    hash.update(bytesOf(modality.rows));
    addColumns(hash, modality.obs);
    addMatrix(hash, "X", modality.X);
    addFeatures(hash, modality.features);
    addTable(hash, "obsm", modality.obsm);
  }
  return hash.digest("hex");
}

/** SHA-256 in hex of a value of JSON, whatever the order of its fields. */
export function digestJson(value: unknown): string {
  return createHash("sha256").update(canonical(value)).digest("hex");
}

function addColumns(hash: Hash, obs: PackedTissue["obs"]): void {
  for (const name of Object.keys(obs).sort()) {
    say(hash, ["obs", name, obs[name]!.categories]);
    hash.update(bytesOf(obs[name]!.codes));
  }
}

function addFeatures(hash: Hash, features: PackedFeatures | undefined): void {
  if (!features) return;
  const { names, highlyVariable, layers } = features;
  say(hash, ["features", names, highlyVariable !== undefined]);
  if (highlyVariable) hash.update(bytesOf(highlyVariable));
  addTable(hash, "layers", layers);
}

function addTable(hash: Hash, slot: string, table: PackedTable): void {
  for (const key of Object.keys(table).sort()) addMatrix(hash, `${slot}/${key}`, table[key]);
}

function addMatrix(hash: Hash, name: string, matrix: PackedMatrix | undefined): void {
  if (!matrix) return;
  const { kind, shape, dtype, data, indptr, indices } = matrix;
  say(hash, [name, kind, shape, dtype, data.constructor.name]);
  for (const part of [data, indptr, indices]) if (part) hash.update(bytesOf(part));
}

/** A line of text, which nothing else can look like: JSON holds no line break. */
function say(hash: Hash, line: unknown): void {
  hash.update(`${JSON.stringify(line)}\n`);
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part) => {
    if (typeof part === "number" && !Number.isFinite(part)) return `${part}`;
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => a < b ? -1 : 1));
  });
}
