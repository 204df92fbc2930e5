import { checkLength } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Weights } from "../nn/parameter_set.ts";

/** Named float32 arrays with a text beside them: the content of a safetensors file. */
export interface SafetensorsContent {
  /** The arrays by name, in the order they are written. */
  readonly tensors: ReadonlyMap<string, Weights>;
  /** Named texts. */
  readonly metadata: Readonly<Record<string, string>>;
}

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly "data_offsets": readonly [number, number];
}

/** Bytes of a safetensors file: header length (8 bytes, little endian), JSON header, then the arrays. */
export function encodeSafetensors({ tensors, metadata }: SafetensorsContent): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const [name, { shape, data }] of tensors) {
    header[name] = { dtype: "F32", shape, data_offsets: [offset, offset += data.byteLength] };
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  // The arrays begin on a multiple of 8 bytes, as other readers like it; spaces may follow the JSON.
  const start = 8 + Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(start + offset).fill(32, 8, start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - 8), true);
  bytes.set(text, 8);
  let at = start;
  for (const { data } of tensors.values()) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}

/** The content of a safetensors file of float32 arrays. */
export function decodeSafetensors(bytes: Uint8Array): SafetensorsContent {
  const header = readHeader(bytes);
  const { __metadata__: metadata = {}, ...entries } = header.json;
  const tensors = new Map<string, Weights>();
  for (const [name, { dtype, shape, data_offsets: [from, to] }] of Object.entries(entries as Record<string, Entry>)) {
    if (dtype !== "F32") throw corrupt(`dtype ${dtype} of '${name}'`);
    // A copy whatever the bytes are: the slice of a Buffer, as node:fs reads files, would share its memory.
    const data = new Float32Array(new Uint8Array(bytes.subarray(header.end + from, header.end + to)).buffer);
    checkLength(data.length, shape.reduce((a, b) => a * b, 1), `'${name}'`, "its shape says");
    tensors.set(name, { shape, data });
  }
  return { tensors, metadata: metadata as Record<string, string> };
}

function readHeader(bytes: Uint8Array): { readonly json: Record<string, unknown>; readonly end: number } {
  if (bytes.length < 8) throw corrupt(`${bytes.length} bytes`);
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > bytes.length - 8) throw corrupt(`a header of ${length} bytes in a file of ${bytes.length}`);
  try {
    return { json: JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))), end: 8 + length };
  } catch (cause) {
    throw corrupt("a header that is not JSON", cause);
  }
}

function corrupt(found: string, cause?: unknown): WeftError {
  return new WeftError("Corrupt", { expected: "a safetensors file of float32 arrays", found }, { cause });
}
