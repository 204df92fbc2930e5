/** A zarr store in the making: keys and their content. */
export type ZarrContent = Record<string, string | Uint8Array>;

/** Attributes by name. */
type Attributes = Readonly<Record<string, unknown>>;

/** Facts of an array; its chunks are given apart. */
export interface ArrayFacts {
  /** Shape. */
  readonly shape: readonly number[];
  /** Shape of a chunk; default one chunk. */
  readonly chunks?: readonly number[];
  /** Type as the version names it. */
  readonly dtype: unknown;
  /** Attributes; default none. */
  readonly attrs?: Attributes;
  /** Further entries of the metadata, over the defaults. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Little-endian bytes of a typed array. */
export function bytesOf(values: { buffer: ArrayBufferLike; byteOffset: number; byteLength: number }): Uint8Array {
  return new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength);
}

/** Texts as zarr's vlen-utf8 codec writes them. */
export function vlenUtf8(texts: readonly string[]): Uint8Array {
  const encoded = texts.map((text) => new TextEncoder().encode(text));
  const bytes = new Uint8Array(4 + encoded.reduce((sum, { length }) => sum + 4 + length, 0));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, texts.length, true);
  let at = 4;
  for (const text of encoded) {
    view.setUint32(at, text.length, true);
    bytes.set(text, at + 4);
    at += 4 + text.length;
  }
  return bytes;
}

/** A group of version 2. */
export function groupV2(path: string, attrs: Attributes = {}): ZarrContent {
  return { [join(path, ".zgroup")]: '{"zarr_format":2}', [join(path, ".zattrs")]: JSON.stringify(attrs) };
}

/** An array of version 2, not compressed. */
export function arrayV2(path: string, facts: ArrayFacts, chunks: Readonly<Record<string, Uint8Array>>): ZarrContent {
  const { shape, dtype, attrs = {} } = facts;
  const document = {
    "zarr_format": 2,
    shape,
    chunks: facts.chunks ?? shape.map((n) => Math.max(1, n)),
    dtype,
    compressor: null,
    filters: dtype === "|O" ? [{ id: "vlen-utf8" }] : null,
    "fill_value": null,
    order: "C",
    ...facts.more,
  };
  return {
    [join(path, ".zarray")]: JSON.stringify(document),
    [join(path, ".zattrs")]: JSON.stringify(attrs),
    ...Object.fromEntries(Object.entries(chunks).map(([key, bytes]) => [join(path, key), bytes])),
  };
}

/** A group of version 3. */
export function groupV3(path: string, attrs: Attributes = {}): ZarrContent {
  return { [join(path, "zarr.json")]: JSON.stringify({ "zarr_format": 3, "node_type": "group", attributes: attrs }) };
}

/** An array of version 3, not compressed. */
export function arrayV3(path: string, facts: ArrayFacts, chunks: Readonly<Record<string, Uint8Array>>): ZarrContent {
  const { shape, dtype, attrs = {} } = facts;
  const bytes = dtype === "string" ? { name: "vlen-utf8" } : { name: "bytes", configuration: { endian: "little" } };
  const document = {
    "zarr_format": 3,
    "node_type": "array",
    shape,
    "data_type": dtype,
    attributes: attrs,
    "fill_value": dtype === "string" ? "" : 0,
    "chunk_grid": {
      name: "regular",
      configuration: { "chunk_shape": facts.chunks ?? shape.map((n) => Math.max(1, n)) },
    },
    "chunk_key_encoding": { name: "default", configuration: { separator: "/" } },
    codecs: [bytes],
    ...facts.more,
  };
  return {
    [join(path, "zarr.json")]: JSON.stringify(document),
    ...Object.fromEntries(Object.entries(chunks).map(([key, content]) => [join(path, key), content])),
  };
}

/** A small AnnData of two cells and three genes, `X` in two chunks, in either version. */
export function smallAnnData(version: 2 | 3): ZarrContent {
  const group = version === 2 ? groupV2 : groupV3;
  const frame = { "encoding-type": "dataframe", "encoding-version": "0.2.0", "_index": "_index" };
  const array = { "encoding-type": "array", "encoding-version": "0.2.0" };
  const texts = { "encoding-type": "string-array", "encoding-version": "0.2.0" };
  const make = version === 2 ? arrayV2 : arrayV3;
  const text = version === 2 ? "|O" : "string", float = version === 2 ? "<f4" : "float32";
  const [first, second, only] = version === 2 ? ["0.0", "0.1", "0"] : ["c/0/0", "c/0/1", "c/0"];
  return {
    ...group("", { "encoding-type": "anndata", "encoding-version": "0.1.0" }),
    ...group("obs", { ...frame, "column-order": ["n#1"] }),
    ...make("obs/_index", { shape: [2], dtype: text, attrs: texts }, { [only!]: vlenUtf8(["a", "b é"]) }),
    ...make("obs/n#1", { shape: [2], dtype: float, attrs: array }, { [only!]: bytesOf(new Float32Array([7, 8])) }),
    ...group("var", { ...frame, "column-order": [] }),
    ...make("var/_index", { shape: [3], dtype: text, attrs: texts }, { [only!]: vlenUtf8(["x", "y", "z"]) }),
    ...make("X", { shape: [2, 3], chunks: [2, 2], dtype: float, attrs: array }, {
      [first!]: bytesOf(new Float32Array([1, 2, 4, 5])),
      [second!]: bytesOf(new Float32Array([3, 0, 6, 0])),
    }),
  };
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}/${key}`;
}
