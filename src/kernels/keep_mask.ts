/** What decides which elements a dropout keeps: the same anywhere, on any number of threads. */
export interface DropoutDraw {
  /** Part of the elements that is dropped, at least 0 and below 1. */
  readonly rate: number;
  /** Seed of the layer, an integer. */
  readonly seed: number;
  /** Number of the step, an integer; every step draws anew. */
  readonly step: number;
}

/** Keys and threshold by which elements are kept: `hash(hash(i ^ key) ^ other) ≥ threshold`. */
export interface DropoutKeys {
  /** First key. */
  readonly key: number;
  /** Second key. */
  readonly other: number;
  /** Smallest hash that is kept. */
  readonly threshold: number;
}

/** The keys of a draw. */
export function dropoutKeys({ rate, seed, step }: DropoutDraw): DropoutKeys {
  const high = mixed(Math.floor(seed / 2 ** 32) + 0x9e3779b9);
  const key = mixed(mixed(seed ^ high) + step);
  const other = mixed(key ^ mixed(Math.floor(step / 2 ** 32) + 0x85ebca6b) ^ seed);
  return { key, other, threshold: Math.min(Math.round(rate * 2 ** 32), 2 ** 32 - 1) };
}

/** `1 / (1 − rate)` where an element is kept and 0 elsewhere, as the compiled kernel has it. */
export function keepMask(length: number, draw: DropoutDraw): Float32Array<ArrayBuffer> {
  const { key, other, threshold } = dropoutKeys(draw);
  const kept = Math.fround(1 / (1 - draw.rate));
  const mask = new Float32Array(length);
  for (let i = 0; i < length; i++) mask[i] = mixed(mixed(i ^ key) ^ other) >= threshold ? kept : 0;
  return mask;
}

/** A hash of 32 bits; the same in `c/noise.h`. */
function mixed(value: number): number {
  let h = value >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}
