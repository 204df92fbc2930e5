import { Rng } from "../../../../src/core/rng.ts";
import { Dense } from "../../../../src/data/dense.ts";

const DRAWS = 8;

/**
 * How far an answer moves when its float32 input is moved within the rounding of its storage: the largest change of
 * any number over a few seeded draws. No program can be held more tightly to a reference that was computed before its
 * inputs were rounded.
 */
export function inputRounding(x: Dense, answer: (x: Dense) => Float64Array): number {
  if (!(x.data instanceof Float32Array)) return 0;
  const stored = Float64Array.from(x.data);
  const still = answer(new Dense(stored, { shape: x.shape }));
  let largest = 0;
  for (let draw = 0; draw < DRAWS; draw++) {
    const rng = new Rng(draw);
    const moved = stored.map((value) => value + (rng.uniform() - 0.5) * unitInTheLastPlace(value));
    const changed = answer(new Dense(moved, { shape: x.shape }));
    for (let i = 0; i < still.length; i++) largest = Math.max(largest, Math.abs(changed[i]! - still[i]!));
  }
  return largest;
}

/** Distance of two neighbouring float32 numbers about `value`. */
function unitInTheLastPlace(value: number): number {
  return value === 0 ? 0 : 2 ** (Math.floor(Math.log2(Math.abs(value))) - 23);
}
