import type * as zarrita from "zarrita";

import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import { allocate, type DType, type TypedArray } from "../../data/dtype.ts";
import type { StoredArray, StoredValues } from "../store.ts";
import { checkCodecs } from "./check_codecs.ts";
import { decodeFixed } from "./decode_fixed.ts";
import { count } from "./element_type.ts";
import { joinKey, type ZarrFiles } from "./files.ts";
import type { ArrayMetadata, ZarrVersion } from "./metadata.ts";

/** What zarrita hands out: numbers, or objects that look like an array of bytes or text. */
interface Chunk {
  readonly data: TypedArray | readonly unknown[] | zarrita.BoolArray | zarrita.ByteStringArray;
  readonly shape: readonly number[];
  readonly stride: readonly number[];
}

type OpenArray = zarrita.Array<zarrita.DataType, zarrita.Readable>;

/** Each chunk is a file or a member of one. */
const MOST_CHUNKS = 2 ** 24;

/** An array of a zarr store. */
export function zarrArray(files: ZarrFiles, path: string, metadata: ArrayMetadata, version: ZarrVersion): StoredArray {
  const { attrs, shape, chunks, codecs, element } = metadata;
  return {
    kind: "array",
    path,
    attrs,
    shape,
    dtype: element.dtype,
    layout: { chunks, filters: codecs },
    async read(start = 0, end = shape[0] ?? 1) {
      const size = shape.length === 0 ? 1 : Math.max(0, end - start) * count(shape.slice(1));
      if (element.text && element.size === 0) return new Array<string>(size).fill("");
      if (element.dtype === "other") throw unknownType(files, path, metadata);
      if (size === 0) return emptyValues(metadata);
      try {
        const chunk = await readChunk(files, path, metadata, version, start, end);
        return valuesOf(metadata, chunk, size);
      } catch (error) {
        throw await readError(error, files, path);
      }
    },
  };
}

/** zarrita sees a store whose root is the array, so that names with characters special in addresses do no harm. */
async function readChunk(
  files: ZarrFiles,
  path: string,
  metadata: ArrayMetadata,
  version: ZarrVersion,
  start: number,
  end: number,
): Promise<Chunk> {
  const zarr = await import("zarrita");
  const { document, shape } = metadata;
  const where = `${show(path)} of ${files.location}`;
  checkChunkCount(metadata, where);
  checkCodecs(document, version, (name) => zarr.registry.has(name), where);
  const key = version === 3 ? "/zarr.json" : "/.zarray";
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  const keyOf = (name: string) => joinKey(path, name.slice(1));
  const store: zarrita.AsyncReadable = {
    get: async (name) =>
      name === key
        ? bytes
        : checkedChunk(await files.read(keyOf(name)), `'${keyOf(name)}' of ${files.location}`, metadata),
    getRange: (name, range) => files.read(keyOf(name), range),
  };
  const array: OpenArray = version === 3
    ? await zarr.open.v3(store, { kind: "array" })
    : await zarr.open.v2(store, { kind: "array", attrs: false });
  if (shape.length === 0) return await array.getChunk([]) as Chunk;
  return await zarr.get(array, [zarr.slice(start, end), ...shape.slice(1).map(() => null)]) as Chunk;
}

/** A damaged shape must not become hours of looking for chunks that are not there. */
function checkChunkCount({ shape, chunks }: ArrayMetadata, where: string): void {
  const nChunks = count(shape.map((length, axis) => Math.ceil(length / chunks[axis]!)));
  if (nChunks <= MOST_CHUNKS) return;
  throw new WeftError("Corrupt", { expected: `at most ${MOST_CHUNKS} chunks`, found: `${nChunks}`, where });
}

/** A chunk that is not compressed must have its full length; zarrita would leave what lacks at zero. */
function checkedChunk(bytes: Uint8Array | undefined, where: string, metadata: ArrayMetadata): Uint8Array | undefined {
  const { codecs, element, chunks } = metadata;
  const expected = count(chunks) * element.size;
  if (!bytes || codecs.length > 0 || element.size === 0 || bytes.length === expected) return bytes;
  throw new WeftError("Corrupt", { expected: `a chunk of ${expected} bytes`, found: `${bytes.length}`, where });
}

function valuesOf({ element, asBytes }: ArrayMetadata, chunk: Chunk, size: number): StoredValues {
  if (asBytes) {
    const bytes = bytesOf(chunk.data as zarrita.ByteStringArray);
    return decodeFixed(inRowOrder(bytes, chunk, element.size), element, size);
  }
  if (element.dtype === "bool") return inRowOrder(bytesOf(chunk.data as zarrita.BoolArray), chunk, 1);
  if (element.dtype === "string") {
    const texts = chunk.data as readonly unknown[];
    return rowOrder(chunk)?.map((at) => String(texts[at])) ?? texts.map(String);
  }
  const numbers = chunk.data as TypedArray;
  const order = rowOrder(chunk);
  if (!order) return numbers;
  const sorted = numbers.slice();
  order.forEach((from, at) => sorted[at] = numbers[from]!);
  return sorted;
}

function emptyValues({ element, asBytes }: ArrayMetadata): StoredValues {
  if (asBytes) return decodeFixed(new Uint8Array(0), element, 0);
  return element.dtype === "string" ? [] : allocate(element.dtype as DType, 0);
}

function bytesOf({ buffer, byteOffset, byteLength }: zarrita.BoolArray | zarrita.ByteStringArray): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function inRowOrder(bytes: Uint8Array, chunk: Chunk, size: number): Uint8Array {
  const order = rowOrder(chunk);
  if (!order) return bytes;
  const sorted = new Uint8Array(bytes.length);
  order.forEach((from, at) => sorted.set(bytes.subarray(from * size, (from + 1) * size), at * size));
  return sorted;
}

/** Where each element stands, in row-major order; undefined when they stand in that order. */
function rowOrder({ shape, stride }: Chunk): number[] | undefined {
  const rowMajor = shape.map((_, axis) => count(shape.slice(axis + 1)));
  if (rowMajor.every((step, axis) => step === stride[axis] || shape[axis]! <= 1)) return undefined;
  return Array.from(
    { length: count(shape) },
    (_, at) => rowMajor.reduce((from, step, axis) => from + Math.floor(at / step) % shape[axis]! * stride[axis]!, 0),
  );
}

function unknownType({ location }: ZarrFiles, path: string, { document }: ArrayMetadata): WeftError {
  return new WeftError("Unsupported", {
    expected: "numbers, booleans, text, complex numbers or records of them",
    found: JSON.stringify(document["dtype"] ?? document["data_type"]),
    where: `${show(path)} of ${location}`,
  });
}

async function readError(error: unknown, files: ZarrFiles, path: string): Promise<unknown> {
  if (error instanceof WeftError) return error;
  const zarr = await import("zarrita");
  const where = `${show(path)} of ${files.location}`;
  if (zarr.isZarritaError(error, "UnsupportedError")) {
    const expected = "an array that weft reads";
    return new WeftError("Unsupported", { expected, found: error.message, where }, { cause: error });
  }
  const found = error instanceof Error ? error.message : String(error);
  return new WeftError("Corrupt", { expected: "chunks that decode", found, where }, { cause: error });
}
