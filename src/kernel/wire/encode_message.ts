import { concatBytes } from "../../core/concat_bytes.ts";
import { frameHeader } from "./frame_header.ts";
import type { Parts } from "./parts.ts";

/** A body of at least this many bytes is written as it lies, not copied beside its neighbours. */
const LARGE = 65536;

/**
 * A multipart message as chunks to write one after the other: small frames lie together in one chunk, so that a message
 * leaves in one packet, and large bodies are chunks of their own.
 */
export function encodeMessage(parts: Parts): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  let small: Uint8Array[] = [];
  const flush = (): void => {
    if (small.length > 0) chunks.push(concatBytes(small));
    small = [];
  };
  parts.forEach((body, i) => {
    small.push(frameHeader({ more: i < parts.length - 1, command: false, body }));
    if (body.length < LARGE) {
      small.push(body);
      return;
    }
    flush();
    chunks.push(body);
  });
  flush();
  return chunks;
}
