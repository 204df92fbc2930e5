import { Buffer } from "node:buffer";

/** A binary trait as text. */
interface InlineBuffer {
  readonly path: readonly (string | number)[];
  readonly data: string;
}

/** A widget's state as JSON: binary traits are base64 beside the path to where they belong. */
export interface InlineState {
  /** Traits by name, `null` where a binary one belongs. */
  readonly state: unknown;
  /** The binary ones. */
  readonly buffers: readonly InlineBuffer[];
}

/** Takes the binary traits out of a state, at any depth; only the part of a buffer that a view shows is kept. */
export function inlineState(state: object): InlineState {
  const buffers: InlineBuffer[] = [];
  const walk = (value: unknown, path: readonly (string | number)[]): unknown => {
    const bytes = bytesOf(value);
    if (bytes) {
      buffers.push({ path, data: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64") });
      return null;
    }
    if (Array.isArray(value)) return value.map((item, i) => walk(item, [...path, i]));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, [...path, key])]));
  };
  return { state: walk(state, []), buffers };
}

function bytesOf(value: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return value instanceof ArrayBuffer ? new Uint8Array(value) : undefined;
}
