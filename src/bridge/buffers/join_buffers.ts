import { corruptMessage } from "../corrupt_message.ts";
import { MAX_DEPTH } from "./buffer_path.ts";

const FORBIDDEN: ReadonlySet<unknown> = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Puts binary parts back to where a page took them out, as {@linkcode Uint8Array}. The state, which comes from outside, is
 * changed in place; nothing but its own objects and arrays is reached.
 *
 * @param state What came as JSON.
 * @param paths Where each part belongs; not yet looked at.
 * @param buffers The parts.
 * @throws {WeftError} `Corrupt` when a path leads nowhere, or elsewhere than a part may lie.
 */
export function joinBuffers(state: unknown, paths: unknown, buffers: readonly Uint8Array[]): void {
  if (paths === undefined && buffers.length === 0) return;
  if (!Array.isArray(paths) || paths.length !== buffers.length) {
    throw corruptMessage(`${buffers.length} binary parts, each with its path`, "other paths");
  }
  paths.forEach((path: unknown, i) => put(state, path, buffers[i]!));
}

function put(state: unknown, path: unknown, bytes: Uint8Array): void {
  if (!Array.isArray(path) || path.length === 0 || path.length > MAX_DEPTH) {
    throw corruptMessage(
      `paths of 1 to ${MAX_DEPTH} keys`,
      Array.isArray(path) ? `one of ${path.length}` : "something else",
    );
  }
  let place = state;
  for (const key of path.slice(0, -1)) place = (place as Record<string, unknown>)[ownKey(place, key)];
  const last: unknown = path.at(-1);
  if (Array.isArray(place)) {
    const key = ownKey(place, last);
    if (place[key] !== null) throw corruptMessage("an empty place for a binary part", "one that is taken");
    place[key] = bytes;
  } else if (isObject(place) && typeof last === "string" && !FORBIDDEN.has(last) && !Object.hasOwn(place, last)) {
    place[last] = bytes;
  } else {
    throw corruptMessage("an empty place for a binary part", "none at the end of its path");
  }
}

/** A step of a path that leads to something which is really there. */
function ownKey(place: unknown, key: unknown): never {
  const index = Array.isArray(place) && Number.isInteger(key) && (key as number) >= 0 && (key as number) < place.length;
  const name = !Array.isArray(place) && isObject(place) && typeof key === "string" && !FORBIDDEN.has(key) &&
    Object.hasOwn(place, key);
  if (index || name) return key as never;
  throw corruptMessage("paths of binary parts that follow the state", "one that leads nowhere");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
