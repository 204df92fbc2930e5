import type { Rng } from "../../core/rng.ts";

// A vector whose norm falls below this share of the matrix's size is rounding noise: the space is exhausted.
const NOISE = 1e-13;

/** Vectors that are kept orthonormal to rounding as they are added. */
export class OrthonormalBasis {
  readonly #vectors: Float64Array[] = [];

  /**
   * @param length Length of every vector.
   * @param rng Fills in when a vector lies in the space already.
   */
  constructor(readonly length: number, readonly rng: Rng) {}

  /** Vector `k`. */
  at(k: number): Float64Array {
    return this.#vectors[k]!;
  }

  /** How many vectors there are. */
  get count(): number {
    return this.#vectors.length;
  }

  /** The first `count` vectors as columns, `length × count`, row major. */
  columns(count: number): Float64Array {
    const out = new Float64Array(this.length * count);
    for (let k = 0; k < count; k++) {
      const vector = this.#vectors[k]!;
      for (let i = 0, to = k; i < this.length; i++, to += count) out[to] = vector[i]!;
    }
    return out;
  }

  /**
   * Adds the part of `vector` (which is overwritten) that is orthogonal to all before, and returns its norm. Where
   * nothing but noise is left, compared with `size`, a random direction is added and 0 returned.
   */
  add(vector: Float64Array, size: number): number {
    const rest = this.#orthogonalize(vector);
    if (rest > NOISE * size) {
      scaleBy(vector, 1 / rest);
      this.#vectors.push(vector);
      return rest;
    }
    const random = Float64Array.from({ length: this.length }, () => this.rng.normal());
    scaleBy(random, 1 / this.#orthogonalize(random));
    this.#vectors.push(random);
    return 0;
  }

  /**
   * Removes all components along the basis; a second time when the first removed much, as rounding then matters. What a
   * matrix makes of the last vectors of two bases lies along the last here by construction: that goes first, so that
   * it is not mistaken for rounding.
   */
  #orthogonalize(vector: Float64Array): number {
    const last = this.#vectors.at(-1);
    if (last) subtract(last, vector, dot(last, vector));
    let before = norm(vector);
    for (let pass = 0; pass < 3; pass++) {
      this.#subtract(vector);
      const after = norm(vector);
      if (after > 0.7 * before) return after;
      before = after;
    }
    return before;
  }

  /** Four vectors at a time, so that `vector` is read and written a quarter as often. */
  #subtract(vector: Float64Array): void {
    const vectors = this.#vectors;
    const coefficients = new Float64Array(vectors.length);
    let k = 0;
    for (; k + 4 <= vectors.length; k += 4) {
      fourDots(vectors[k]!, vectors[k + 1]!, vectors[k + 2]!, vectors[k + 3]!, vector, coefficients, k);
    }
    for (; k < vectors.length; k++) coefficients[k] = dot(vectors[k]!, vector);
    for (k = 0; k + 4 <= vectors.length; k += 4) {
      subtractFour(vectors[k]!, vectors[k + 1]!, vectors[k + 2]!, vectors[k + 3]!, vector, coefficients, k);
    }
    for (; k < vectors.length; k++) subtract(vectors[k]!, vector, coefficients[k]!);
  }
}

function fourDots(
  a: Float64Array,
  b: Float64Array,
  c: Float64Array,
  d: Float64Array,
  vector: Float64Array,
  out: Float64Array,
  at: number,
): void {
  let sa = 0, sb = 0, sc = 0, sd = 0;
  for (let i = 0; i < vector.length; i++) {
    const value = vector[i]!;
    sa += a[i]! * value;
    sb += b[i]! * value;
    sc += c[i]! * value;
    sd += d[i]! * value;
  }
  out[at] = sa;
  out[at + 1] = sb;
  out[at + 2] = sc;
  out[at + 3] = sd;
}

function subtractFour(
  a: Float64Array,
  b: Float64Array,
  c: Float64Array,
  d: Float64Array,
  vector: Float64Array,
  factors: Float64Array,
  at: number,
): void {
  const fa = factors[at]!, fb = factors[at + 1]!, fc = factors[at + 2]!, fd = factors[at + 3]!;
  for (let i = 0; i < vector.length; i++) vector[i]! -= fa * a[i]! + fb * b[i]! + fc * c[i]! + fd * d[i]!;
}

function subtract(member: Float64Array, vector: Float64Array, factor: number): void {
  for (let i = 0; i < member.length; i++) vector[i]! -= factor * member[i]!;
}

function dot(a: Float64Array, b: Float64Array): number {
  let s0 = 0, s1 = 0, s2 = 0, s3 = 0;
  let i = 0;
  for (; i + 4 <= a.length; i += 4) {
    s0 += a[i]! * b[i]!;
    s1 += a[i + 1]! * b[i + 1]!;
    s2 += a[i + 2]! * b[i + 2]!;
    s3 += a[i + 3]! * b[i + 3]!;
  }
  for (; i < a.length; i++) s0 += a[i]! * b[i]!;
  return s0 + s1 + s2 + s3;
}

function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}

function scaleBy(vector: Float64Array, factor: number): void {
  for (let i = 0; i < vector.length; i++) vector[i]! *= factor;
}
