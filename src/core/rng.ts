import { checkInteger } from "./check.ts";

const TWO_PI = 2 * Math.PI;

/**
 * A seeded, splittable random generator (xoshiro128**): the only source of randomness in weft, always passed as an
 * argument.
 *
 * `split(label)` derives an independent stream from the seed and the label, not from how much was drawn before, so
 * that adding a draw in one place changes no other place.
 *
 * @example Same seed, same draws; labelled streams do not depend on each other
 * ```ts
 * import { Rng } from "weft/core";
 * import assert from "node:assert/strict";
 *
 * const a = new Rng(7), b = new Rng(7);
 * assert.equal(a.uniform(), b.uniform());
 * a.uniform();
 * assert.equal(a.split("weights").uniform(), b.split("weights").uniform());
 * ```
 */
export class Rng {
  #key: number;
  // Signed, as 32-bit arithmetic is in the language: nothing has to become a double on the way.
  readonly #state = new Int32Array(4);
  #spare: number | undefined;

  /**
   * A generator for a seed.
   *
   * @param seed Any safe integer; equal seeds give equal streams.
   */
  constructor(seed: number) {
    checkInteger(seed, "seed", Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    const low = seed >>> 0;
    const high = Math.floor(seed / 4294967296) >>> 0;
    this.#key = mix(mix(low ^ 0x9e3779b9) ^ high);
    this.#fill(this.#key);
  }

  #fill(key: number): void {
    let s = key;
    for (let i = 0; i < 4; i++) {
      s = (s + 0x9e3779b9) >>> 0;
      this.#state[i] = mix(s);
    }
    if (this.#state.every((word) => word === 0)) this.#state[0] = 1;
  }

  /** An independent stream for `label`; depends on the seed and the labels so far, not on what was drawn. */
  split(label: string | number): Rng {
    let key = this.#key;
    const text = typeof label === "number" ? `#${label}` : label;
    for (let i = 0; i < text.length; i++) key = mix(Math.imul(key ^ text.charCodeAt(i), 0x01000193));
    return new Rng(mix(key ^ 0x85ebca6b));
  }

  /** 32 random bits as an unsigned integer. */
  bits(): number {
    const s = this.#state;
    const s1 = s[1]!;
    const product = Math.imul(s1, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    s[2]! ^= s[0]!;
    s[3]! ^= s1;
    s[1]! ^= s[2]!;
    s[0]! ^= s[3]!;
    s[2]! ^= s1 << 9;
    const t = s[3]!;
    s[3] = (t << 11) | (t >>> 21);
    return result;
  }

  /** Uniform on [0, 1), 53 bits. */
  uniform(): number {
    return ((this.bits() >>> 5) * 67108864 + (this.bits() >>> 6)) / 9007199254740992;
  }

  /** Uniform integer in [0, n), without modulo bias. */
  integer(n: number): number {
    checkInteger(n, "n", 1, 4294967296);
    const limit = 4294967296 - (4294967296 % n);
    for (;;) {
      const bits = this.bits();
      if (bits < limit) return bits % n;
    }
  }

  /** Standard normal (Box–Muller). */
  normal(): number {
    if (this.#spare !== undefined) {
      const spare = this.#spare;
      this.#spare = undefined;
      return spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = TWO_PI * this.uniform();
    this.#spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** Gamma with the given shape > 0 and scale 1 (Marsaglia and Tsang 2000). */
  gamma(shape: number): number {
    if (shape < 1) return this.gamma(shape + 1) * Math.pow(1 - this.uniform(), 1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - this.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  }

  /** Poisson with the given mean ≥ 0: multiplication below 30, a gamma-count reduction above. */
  poisson(mean: number): number {
    let count = 0;
    let rest = mean;
    while (rest > 30) {
      const m = Math.floor(rest * 7 / 8);
      const x = this.gamma(m);
      if (x > rest) return count + this.#binomial(m - 1, rest / x);
      count += m;
      rest -= x;
    }
    const limit = Math.exp(-rest);
    for (let product = this.uniform(); product > limit; product *= this.uniform()) count++;
    return count;
  }

  /** Negative binomial by its mean and shape r: variance mean + mean²/r. */
  negativeBinomial(mean: number, shape: number): number {
    return mean === 0 ? 0 : this.poisson(this.gamma(shape) * mean / shape);
  }

  #binomial(n: number, p: number): number {
    let count = 0;
    for (let i = 0; i < n; i++) if (this.uniform() < p) count++;
    return count;
  }

  /** The numbers 0 … n − 1 in random order (Fisher–Yates). */
  permutation(n: number): Int32Array {
    const order = Int32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const swap = order[i]!;
      order[i] = order[j]!;
      order[j] = swap;
    }
    return order;
  }

  /** `count` different numbers of 0 … n − 1, in ascending order (selection sampling). */
  sample(n: number, count: number): Int32Array {
    checkInteger(count, "count", 0, n);
    const chosen = new Int32Array(count);
    for (let i = 0, taken = 0; taken < count; i++) {
      if ((n - i) * this.uniform() < count - taken) chosen[taken++] = i;
    }
    return chosen;
  }

  /** The exact state, for a checkpoint: 6 numbers. */
  save(): readonly number[] {
    return [this.#key, ...Array.from(this.#state, (word) => word >>> 0), this.#spare ?? NaN];
  }

  /** A generator that goes on exactly where `save()` stood. */
  static restore(saved: readonly number[]): Rng {
    const rng = new Rng(0);
    rng.#key = saved[0]!;
    rng.#state.set(saved.slice(1, 5));
    rng.#spare = Number.isNaN(saved[5]!) ? undefined : saved[5]!;
    return rng;
  }
}

function mix(x: number): number {
  let h = x >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
  return (h ^ (h >>> 15)) >>> 0;
}
