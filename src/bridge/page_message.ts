import { joinBuffers } from "./buffers/join_buffers.ts";
import { corruptMessage } from "./corrupt_message.ts";
import type { JsonObject } from "./widget_host.ts";

/** Bytes of one message of a page at most. */
export const MESSAGE_LIMIT = 64 * 2 ** 20;

/** What a page says to a model. */
export type PageMessage =
  /** Some traits have new values, binary parts as {@linkcode Uint8Array}. */
  | { readonly method: "update"; readonly state: JsonObject }
  /** A message of the widget's own. */
  | { readonly method: "custom"; readonly content: unknown; readonly buffers: readonly Uint8Array[] }
  /** The page asks for everything. */
  | { readonly method: "request_state" };

/**
 * Reads what a page said to a model; trusts nothing in it.
 *
 * @throws {WeftError} `Corrupt` when it is not of the widget protocol, or too large.
 */
export function readPageMessage(data: unknown, buffers: readonly Uint8Array[]): PageMessage {
  const size = buffers.reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (size > MESSAGE_LIMIT) throw corruptMessage(`at most ${MESSAGE_LIMIT} bytes`, `${size}`);
  if (!isObject(data)) throw corruptMessage("an object", "something else");
  const { method, state, buffer_paths: paths, content } = data;
  switch (method) {
    case "update":
      if (!isObject(state)) throw corruptMessage("an update with a state", "one without");
      joinBuffers(state, paths, buffers);
      return { method, state };
    case "custom":
      return { method, content, buffers };
    case "request_state":
      return { method };
  }
  throw corruptMessage("'update', 'custom' or 'request_state'", "another method");
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
