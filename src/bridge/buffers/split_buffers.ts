import { asBytes, isBinary } from "../../core/as_bytes.ts";
import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import { type BufferPath, MAX_DEPTH } from "./buffer_path.ts";

/** A state that JSON can carry, and the binary parts that were taken out of it. */
export interface SplitState {
  /** The state without binary parts: gone from objects, `null` in arrays. */
  readonly state: Readonly<Record<string, unknown>>;
  /** Where each part belongs. */
  readonly bufferPaths: readonly BufferPath[];
  /** The parts, as views on the memory of the state. */
  readonly buffers: readonly Uint8Array<ArrayBuffer>[];
}

/**
 * Takes the binary parts out of a nested state, as the Jupyter widget protocol wants it. `undefined` leaves objects, and
 * numbers that JSON has no word for become `null`.
 *
 * @throws {WeftError} `InvalidArgument` for what no message can carry: a function, a bigint, a Map, a circle.
 */
export function splitBuffers(state: object): SplitState {
  const bufferPaths: BufferPath[] = [];
  const buffers: Uint8Array<ArrayBuffer>[] = [];
  const take = (value: unknown, path: BufferPath): void => {
    bufferPaths.push(path);
    buffers.push(asBytes(value as ArrayBufferView));
  };
  return { state: splitObject(state, [], take), bufferPaths, buffers };
}

type Take = (value: unknown, path: BufferPath) => void;

function splitObject(value: object, path: BufferPath, take: Take): Record<string, unknown> {
  const entries: [string, unknown][] = [];
  for (const [key, item] of Object.entries(value)) {
    if (isBinary(item)) take(item, [...path, key]);
    else if (item !== undefined) entries.push([key, split(item, [...path, key], take)]);
  }
  return Object.fromEntries(entries);
}

function splitArray(values: readonly unknown[], path: BufferPath, take: Take): unknown[] {
  return values.map((item, i) => {
    if (!isBinary(item)) return split(item, [...path, i], take);
    take(item, [...path, i]);
    return null;
  });
}

function split(value: unknown, path: BufferPath, take: Take): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (value === undefined) return null;
  if (path.length <= MAX_DEPTH) {
    if (Array.isArray(value)) return splitArray(value, path, take);
    if (isPlain(value)) return splitObject(value, path, take);
  }
  throw new WeftError("InvalidArgument", {
    expected: "values that a message can carry: JSON and typed arrays",
    found: path.length > MAX_DEPTH ? `more than ${MAX_DEPTH} levels` : show(value),
    where: `trait '${path.join(".").slice(0, 80)}'`,
  });
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
