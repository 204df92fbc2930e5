import { Buffer } from "node:buffer";
import { promisify } from "node:util";
import { deflate, type ZlibOptions } from "node:zlib";

import { ByteWriter } from "./byte_writer.ts";

/** How arrays are compressed; level 1 (fast) to 9 (small). */
export type Compression = { readonly kind: "none" } | { readonly kind: "gzip"; readonly level: number };

/** Compresses a chunk, on a thread of its own. */
export type Compressor = (bytes: Uint8Array) => Promise<Uint8Array>;

const deflated = promisify(deflate) as unknown as (bytes: Buffer, options: ZlibOptions) => Promise<Uint8Array>;

/** A function that compresses chunks; undefined for none. */
export function compressor(compression: Compression): Compressor | undefined {
  if (compression.kind === "none") return undefined;
  const { level } = compression;
  return (bytes) =>
    deflated(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      level,
      chunkSize: Math.max(2 ** 10, bytes.length >> 1),
    });
}

/** The filter pipeline message of a compression. */
export function filterMessage(compression: Compression): Uint8Array {
  const level = compression.kind === "gzip" ? compression.level : 0;
  return new ByteWriter().bytes([2, 1]).uint(1, 2).uint(1, 2).uint(1, 2).uint(level, 4).done();
}
