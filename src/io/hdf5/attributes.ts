import type { Attributes, AttributeValue, StoredValues } from "../store.ts";
import { decode } from "./decode.ts";
import type { H5Module } from "./library.ts";
import { type H5Metadata, REFERENCE, storedDType } from "./metadata.ts";

/** Reads all attributes of an object. */
export function readAttributes(module: H5Module, file: bigint, path: string): Attributes {
  const attributes: Record<string, AttributeValue> = Object.create(null);
  for (const name of module.get_attribute_names(file, path)) {
    const metadata = module.get_attribute_metadata(file, path, name) as unknown as H5Metadata;
    if (metadata.shape === null) attributes[name] = null;
    else if (isReadable(metadata)) attributes[name] = readAttribute(module, file, path, name, metadata);
  }
  return attributes;
}

function readAttribute(
  module: H5Module,
  file: bigint,
  path: string,
  name: string,
  metadata: H5Metadata,
): AttributeValue {
  const count = metadata.total_size;
  const start = module._malloc(Math.max(1, metadata.size * count));
  try {
    module.get_attribute_data(file, path, name, BigInt(start));
    const heap = module.HEAPU8;
    const values = metadata.type === REFERENCE
      ? [module.get_referenced_name(file, heap.slice(start, start + metadata.size), true).replace(/^\//, "")]
      : list(decode(metadata, { heap, start, count, stride: metadata.size }), metadata);
    return metadata.shape!.length === 0 ? values[0]! : values;
  } finally {
    if (metadata.vlen) module.reclaim_vlen_memory(file, path, name, BigInt(start));
    module._free(start);
  }
}

function isReadable(metadata: H5Metadata): boolean {
  if (metadata.type === REFERENCE) return metadata.total_size === 1;
  return !["record", "other", "complex64", "complex128"].includes(storedDType(metadata));
}

function list(values: StoredValues, metadata: H5Metadata): AttributeValue[] {
  const items = Array.from(values as ArrayLike<string | number | bigint>);
  return storedDType(metadata) === "bool" ? items.map((item) => item === 1) : items;
}
