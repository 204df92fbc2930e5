import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { Attributes, AttributeValue } from "../store.ts";
import { type ElementType, elementTypeV2, elementTypeV3, type Json } from "./element_type.ts";
import { joinKey, type ZarrFiles } from "./files.ts";
import { isObject, type JsonObject, objectsField, sizesField } from "./json_fields.ts";

/** Versions of the zarr format. */
export type ZarrVersion = 2 | 3;

/** A group as its metadata describe it. */
export interface GroupMetadata {
  /** Tells groups and arrays apart. */
  readonly kind: "group";
  /** Attributes by name. */
  readonly attrs: Attributes;
}

/** An array as its metadata describe it. */
export interface ArrayMetadata {
  /** Tells groups and arrays apart. */
  readonly kind: "array";
  /** Attributes by name. */
  readonly attrs: Attributes;
  /** Length along each axis. */
  readonly shape: readonly number[];
  /** Shape of a chunk. */
  readonly chunks: readonly number[];
  /** Names of the codecs. */
  readonly codecs: readonly string[];
  /** What the elements are. */
  readonly element: ElementType;
  /** Whether elements are to be read as bytes and decoded here. */
  readonly asBytes: boolean;
  /** The metadata with which zarrita opens the array. */
  readonly document: JsonObject;
}

/** The metadata of a node. */
export type NodeMetadata = GroupMetadata | ArrayMetadata;

/** The version of a store, told by the metadata of its root. */
export async function zarrVersion(files: ZarrFiles): Promise<ZarrVersion | undefined> {
  if (await files.read("zarr.json")) return 3;
  return await files.read(".zgroup") ?? await files.read(".zarray") ? 2 : undefined;
}

/** Metadata of the node at a path; undefined when there is none. */
export function readMetadata(files: ZarrFiles, path: string, version: ZarrVersion): Promise<NodeMetadata | undefined> {
  return version === 3 ? readV3(files, path) : readV2(files, path);
}

async function readV3(files: ZarrFiles, path: string): Promise<NodeMetadata | undefined> {
  const document = await readJson(files, joinKey(path, "zarr.json"));
  if (!document) return undefined;
  const attrs = attributesOf(document["attributes"]);
  if (document["node_type"] !== "array") return { kind: "group", attrs };
  const where = `'${joinKey(path, "zarr.json")}' of ${files.location}`;
  const codecs = objectsField(document, "codecs", where);
  const layout = codecs.find(({ name }) => name === "bytes")?.["configuration"];
  const bigEndian = isObject(layout) && layout["endian"] === "big";
  const element = elementTypeV3(document["data_type"] ?? null, bigEndian);
  const asBytes = isFixedBytes(element);
  const grid = isObject(document["chunk_grid"]) ? document["chunk_grid"]["configuration"] : undefined;
  const shape = sizesField(document, "shape", where);
  const patched = {
    ...document,
    "data_type": `v2:S${element.size}`,
    codecs: codecs.map((codec) =>
      codec["name"] === "bytes" ? { name: "bytes", configuration: { endian: "little" } } : codec
    ),
    "fill_value": fillBytes(document["fill_value"]),
  };
  return {
    kind: "array",
    attrs,
    shape,
    chunks: chunkShape(isObject(grid) ? grid : {}, "chunk_shape", shape, where),
    codecs: codecs.map(({ name }) => String(name)).filter((name) => name !== "bytes" && name !== "vlen-utf8"),
    element,
    asBytes,
    document: asBytes ? patched : document,
  };
}

async function readV2(files: ZarrFiles, path: string): Promise<NodeMetadata | undefined> {
  const [document, group, attributes] = await Promise.all(
    [".zarray", ".zgroup", ".zattrs"].map((name) => readJson(files, joinKey(path, name))),
  );
  const attrs = attributesOf(attributes);
  if (!document) return group && { kind: "group", attrs };
  const where = `'${joinKey(path, ".zarray")}' of ${files.location}`;
  const filters = objectsField(document, "filters", where).map(({ id }) => String(id));
  const compressor = isObject(document["compressor"]) ? document["compressor"]["id"] : undefined;
  const shape = sizesField(document, "shape", where);
  const element = elementTypeV2(document["dtype"] ?? null, filters);
  const asBytes = isFixedBytes(element);
  const patched = { ...document, dtype: `|S${element.size}`, "fill_value": fillBytes(document["fill_value"]) };
  return {
    kind: "array",
    attrs,
    shape,
    chunks: chunkShape(document, "chunks", shape, where),
    codecs: [...filters.filter((id) => id !== "vlen-utf8"), ...(compressor ? [String(compressor)] : [])],
    element,
    asBytes,
    document: asBytes ? patched : { ...document, "fill_value": document["fill_value"] ?? emptyOf(element) },
  };
}

/** zarrita reads neither records nor complex numbers, and returns text of a fixed length in other ways by version. */
function isFixedBytes({ dtype, text }: ElementType): boolean {
  return text !== undefined || dtype === "record" || dtype.startsWith("complex");
}

/** What stands in chunks that were never written, as zarrita wants it for bytes: text, given in base64 by both versions. */
function fillBytes(fill: Json | undefined): string {
  try {
    return typeof fill === "string" ? atob(fill) : "";
  } catch {
    return "";
  }
}

function emptyOf({ dtype }: ElementType): Json {
  return dtype === "string" ? "" : dtype === "bool" ? false : 0;
}

async function readJson(files: ZarrFiles, key: string): Promise<JsonObject | undefined> {
  const bytes = await files.read(key);
  return bytes && parseJson(new TextDecoder().decode(bytes), key, files.location);
}

/** Python also writes NaN and Infinity, which JSON does not know; they become the text that zarr uses for them. */
function parseJson(text: string, key: string, location: string): JsonObject {
  for (const candidate of [text, text.replace(/(?<=[[,:\s])-?(?:NaN|Infinity)(?=\s*[\],}])/g, '"$&"')]) {
    try {
      const value = JSON.parse(candidate);
      if (isObject(value)) return value;
    } catch {
      continue;
    }
  }
  throw new WeftError("Corrupt", {
    expected: `JSON in ${show(key)}`,
    found: show(text),
    where: show(location),
  });
}

function chunkShape(document: JsonObject, name: string, shape: readonly number[], where: string): number[] {
  const chunks = sizesField(document, name, where);
  const fits = chunks.length === shape.length && chunks.every((length, axis) => length > 0 || shape[axis] === 0);
  if (fits) return chunks;
  throw new WeftError("Corrupt", {
    expected: `chunks that fit the shape [${shape}]`,
    found: `[${chunks}]`,
    where,
  });
}

/** Attributes that are plain values or lists of them; objects have no use in anndata's format. */
function attributesOf(attributes: Json | undefined): Attributes {
  return Object.fromEntries(
    Object.entries(attributes ?? {}).filter(([, value]) => isPlain(value)) as [string, AttributeValue][],
  );
}

function isPlain(value: Json): boolean {
  return Array.isArray(value) ? value.every(isPlain) : typeof value !== "object" || value === null;
}
