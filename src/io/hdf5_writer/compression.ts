import { Buffer } from "node:buffer";
import { deflateSync } from "node:zlib";

import { ByteWriter } from "./byte_writer.ts";

/** How arrays are compressed; level 1 (fast) to 9 (small). */
export type Compression = { readonly kind: "none" } | { readonly kind: "gzip"; readonly level: number };

/** A function that compresses a chunk; undefined for none. */
export function compressor(compression: Compression): ((bytes: Uint8Array) => Uint8Array) | undefined {
  if (compression.kind === "none") return undefined;
  const { level } = compression;
  return (bytes) => deflateSync(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { level });
}

/** The filter pipeline message of a compression. */
export function filterMessage(compression: Compression): Uint8Array {
  const level = compression.kind === "gzip" ? compression.level : 0;
  return new ByteWriter().bytes([2, 1]).uint(1, 2).uint(1, 2).uint(1, 2).uint(level, 4).done();
}
