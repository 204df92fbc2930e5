import { Buffer } from "node:buffer";
import { splitBuffers } from "../bridge/buffers/split_buffers.ts";

/** A widget's state as JSON: binary traits are base64 beside the path to where they belong. */
export interface InlineState {
  /** Traits by name, without the binary ones. */
  readonly state: Readonly<Record<string, unknown>>;
  /** The binary ones. */
  readonly buffers: readonly { readonly path: readonly (string | number)[]; readonly data: string }[];
}

/** Takes the binary traits out of a state, at any depth; only the part of a buffer that a view shows is kept. */
export function inlineState(state: object): InlineState {
  const split = splitBuffers(state);
  const buffers = split.buffers.map(({ buffer, byteOffset, byteLength }, i) => ({
    path: split.bufferPaths[i]!,
    data: Buffer.from(buffer, byteOffset, byteLength).toString("base64"),
  }));
  return { state: split.state, buffers };
}
