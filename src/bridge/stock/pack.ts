import { concatBytes } from "../../core/concat_bytes.ts";
import type { BufferPath } from "../buffers/buffer_path.ts";
import type { PackHeader } from "../protocol/pieces.ts";

/** A value, JSON and binary parts, on its way to a page. */
export interface PackedParts {
  /** What JSON can carry; left out when the value is binary itself. */
  readonly value?: unknown;
  /** Where each binary part belongs, from the value on. */
  readonly paths: readonly BufferPath[];
  /** The binary parts. */
  readonly buffers: readonly Uint8Array[];
}

/** The bytes of a value: header length, header, binary parts. */
export function pack({ value, paths, buffers }: PackedParts): Uint8Array<ArrayBuffer> {
  const header: PackHeader = {
    state: value === undefined ? {} : { v: value },
    paths: paths.map((path) => ["v", ...path]),
    lengths: buffers.map(({ length }) => length),
  };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, text.length, true);
  return concatBytes([length, text, ...buffers]);
}

/** Bytes in pieces of at most `size`, without a copy; one piece at least. */
export function cut(bytes: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer>[] {
  const count = Math.max(1, Math.ceil(bytes.length / size));
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
}
