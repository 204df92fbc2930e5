import type { Rng } from "../../../src/core/rng.ts";

/** Random bytes. */
export function bytes(rng: Rng, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => rng.integer(256));
}

/** Bytes cut into chunks at random places; some are empty. */
export function cut(rng: Rng, whole: Uint8Array): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < whole.length;) {
    const n = rng.integer(3) === 0 ? rng.integer(4) : rng.integer(90_000);
    chunks.push(whole.slice(at, at + n));
    at += n;
  }
  return chunks;
}
