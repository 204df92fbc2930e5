import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { existsSync } from "node:fs";

/** One array of a safetensors file. */
export interface GoldenArray {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data: Float32Array | Float64Array | Int32Array | BigInt64Array | Uint8Array;
}

const TYPES = {
  F32: Float32Array,
  F64: Float64Array,
  I32: Int32Array,
  I64: BigInt64Array,
  U8: Uint8Array,
  BOOL: Uint8Array,
} as const;

/** The arrays of a safetensors file, which may be gzipped as `path + ".gz"`. */
export async function readSafetensors(path: string): Promise<Map<string, GoldenArray>> {
  const bytes = existsSync(path) ? await readFile(path) : gunzipSync(await readFile(`${path}.gz`));
  const headerLength = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.toString("utf8", 8, 8 + headerLength));
  const arrays = new Map<string, GoldenArray>();
  for (
    const [name, entry] of Object.entries<{ dtype: keyof typeof TYPES; shape: number[]; data_offsets: number[] }>(
      header,
    )
  ) {
    if (name === "__metadata__") continue;
    const [from, to] = entry.data_offsets.map((offset) => offset + 8 + headerLength) as [number, number];
    const copy = new Uint8Array(bytes.subarray(from, to));
    arrays.set(name, { dtype: entry.dtype, shape: entry.shape, data: new TYPES[entry.dtype](copy.buffer) });
  }
  return arrays;
}
