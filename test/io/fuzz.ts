import assert from "node:assert/strict";

import { WeftError } from "../../src/core/error.ts";
import type { Rng } from "../../src/core/rng.ts";

/** A damaged copy and what was done to it. */
export interface Damaged {
  /** What was done. */
  readonly what: string;
  /** The bytes. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Copies with some bits turned, cut short, with a run repeated or overwritten by one byte; `count` of them. */
export function* damagedCopies(bytes: Uint8Array, rng: Rng, count: number): Generator<Damaged> {
  for (let i = 0; i < count; i++) {
    const at = rng.integer(bytes.length);
    const length = 1 + rng.integer(Math.min(16, bytes.length - at));
    const copy = new Uint8Array(bytes);
    switch (rng.integer(4)) {
      case 0: {
        const bits = 1 + rng.integer(3);
        for (let k = 0; k < bits; k++) copy[rng.integer(copy.length)]! ^= 1 << rng.integer(8);
        yield { what: `${i}: ${bits} bits turned`, bytes: copy };
        break;
      }
      case 1:
        yield { what: `${i}: cut at ${at}`, bytes: copy.slice(0, at) };
        break;
      case 2: {
        const fill = [0, 0xff, 0x30, 0x0a, 0x22][rng.integer(5)]!;
        yield { what: `${i}: ${length} bytes at ${at} are ${fill}`, bytes: copy.fill(fill, at, at + length) };
        break;
      }
      default: {
        const longer = new Uint8Array(copy.length + length);
        longer.set(copy.subarray(0, at + length));
        longer.set(copy.subarray(at), at + length);
        yield { what: `${i}: ${length} bytes at ${at} twice`, bytes: longer };
      }
    }
  }
}

/** Values that stand where others are expected. */
const STRANGE: readonly unknown[] = [null, true, -1, 0, 0.5, 1e20, 2 ** 31, "", "x", "|O", "__proto__", [], [-3], {}];

/** JSON with one value anywhere in it replaced by another, or left out. */
export function strangeJson(text: string, rng: Rng): string {
  const root: unknown = JSON.parse(text);
  const places: { holder: Record<string, unknown>; key: string }[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const key of Object.keys(value)) {
      places.push({ holder: value as Record<string, unknown>, key });
      visit((value as Record<string, unknown>)[key]);
    }
  };
  visit(root);
  if (places.length === 0) return JSON.stringify(STRANGE[rng.integer(STRANGE.length)]);
  const { holder, key } = places[rng.integer(places.length)]!;
  if (rng.integer(8) === 0) delete holder[key];
  else holder[key] = STRANGE[rng.integer(STRANGE.length)];
  return JSON.stringify(root);
}

/** Most milliseconds that reading a small damaged file may take. */
const MOST_TIME = 10_000;

/**
 * Checks that reading a damaged file ends soon, in an answer or in an error that weft tagged; gives the tag, or
 * `undefined` for an answer.
 */
export async function endsWell(reading: () => Promise<unknown>, what: string): Promise<string | undefined> {
  const start = performance.now();
  let tag: string | undefined;
  try {
    await reading();
  } catch (error) {
    assert(error instanceof WeftError, `${what}: ${error instanceof Error ? error.stack : error}`);
    assert.match(error.message, /^Expected .+ but found /s, what);
    tag = error.tag;
  }
  const time = performance.now() - start;
  assert(time < MOST_TIME, `${what}: ${Math.round(time)} ms`);
  return tag;
}
