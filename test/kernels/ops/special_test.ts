import assert from "node:assert/strict";
import { logGamma } from "../../../src/core/special/log_gamma.ts";
import { Rng } from "../../../src/core/rng.ts";
import { special, type SpecialFunction } from "../../../src/kernels/ops/special.ts";
import type { Kernels } from "../../../src/kernels/mod.ts";
import { blockOf, kernelSets, onThreads } from "../helpers.ts";

function apply(kernels: Kernels, name: SpecialFunction, values: ArrayLike<number>): Float32Array {
  const x = blockOf(kernels, values), out = kernels.alloc(values.length);
  special(kernels, name, x, out);
  const copy = out.f32.slice();
  kernels.free(x);
  kernels.free(out);
  return copy;
}

/** ψ and ψ' in float64: moved up by 20, then their asymptotic series. */
function digamma(x: number): number {
  let sum = 0;
  for (let k = 0; k < 20; k++) sum -= 1 / (x + k);
  const y = x + 20, q = 1 / (y * y);
  return sum + Math.log(y) - 0.5 / y - q * (1 / 12 - q * (1 / 120 - q / 252));
}
function trigamma(x: number): number {
  let sum = 0;
  for (let k = 0; k < 20; k++) sum += 1 / (x + k) ** 2;
  const y = x + 20, q = 1 / (y * y);
  return sum + 1 / y + q / 2 + q / y * (1 / 6 - q * (1 / 30 - q / 42));
}

const FUNCTIONS: Readonly<Record<SpecialFunction, (x: number) => number>> = {
  exp: Math.exp,
  log: Math.log,
  log1p: Math.log1p,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  tanh: Math.tanh,
  lgamma: logGamma,
  digamma,
  trigamma,
};

/** Where each function is compared, and the largest error, relative to `max(floor, |value|)`. */
const CASES: Readonly<Record<SpecialFunction, readonly [draw: (rng: Rng) => number, floor: number, bound: number]>> = {
  exp: [(rng) => rng.uniform() * 170 - 85, 0, 2e-7],
  log: [(rng) => Math.exp(rng.uniform() * 170 - 85), 1e-30, 2e-7],
  log1p: [(rng) => rng.normal() ** 3 % 0.99, 1e-30, 3e-7],
  sigmoid: [(rng) => rng.normal() * 20, 0, 3e-7],
  softplus: [(rng) => rng.normal() * 20, 0, 3e-7],
  tanh: [(rng) => rng.normal() * 2, 0, 3e-7],
  lgamma: [(rng) => Math.exp(rng.normal() * 6), 1, 1e-6],
  digamma: [(rng) => Math.exp(rng.normal() * 6), 1, 1e-6],
  trigamma: [(rng) => Math.exp(rng.normal() * 6), 0, 1e-6],
};

Deno.test("special() follows float64 on every kind of kernel, over wide ranges", () => {
  const rng = new Rng(1);
  for (const [name, [draw, floor, bound]] of Object.entries(CASES) as [SpecialFunction, typeof CASES["exp"]][]) {
    const x = Float32Array.from({ length: 20_001 }, () => draw(rng));
    for (const kernels of kernelSets()) {
      const got = apply(kernels, name, x);
      let worst = 0, at = 0;
      for (let i = 0; i < x.length; i++) {
        const want = FUNCTIONS[name](x[i]!);
        const error = Math.abs(got[i]! - want) / Math.max(floor, Math.abs(want));
        if (!(error <= worst)) [worst, at] = [error, i];
      }
      assert(worst <= bound, `${name} on ${kernels.kind}: ${worst} at ${x[at]}, ${got[at]}`);
    }
  }
});

Deno.test("special() takes infinities, zeros and not-a-numbers as mathematics has them", () => {
  const x = [NaN, Infinity, -Infinity, 0, -1, 1e-40, 3e38, -200, 200];
  const want: Readonly<Record<SpecialFunction, readonly number[]>> = {
    exp: [NaN, Infinity, 0, 1, Math.exp(-1), 1, Infinity, 0, Infinity],
    log: [NaN, Infinity, NaN, -Infinity, NaN, Math.log(1e-40), Math.log(3e38), NaN, Math.log(200)],
    log1p: [NaN, Infinity, NaN, 0, -Infinity, 1e-40, Math.log(3e38), NaN, Math.log(201)],
    sigmoid: [NaN, 1, 0, 0.5, 1 / (1 + Math.E), 0.5, 1, 0, 1],
    softplus: [NaN, Infinity, 0, Math.LN2, Math.log1p(Math.exp(-1)), Math.LN2, 3e38, 0, 200],
    tanh: [NaN, 1, -1, 0, Math.tanh(-1), 1e-40, 1, -1, 1],
    lgamma: [NaN, Infinity, NaN, Infinity, NaN, -Math.log(1e-40), logGamma(3e38), NaN, logGamma(200)],
    digamma: [NaN, Infinity, NaN, -Infinity, NaN, -Infinity, Math.log(3e38), NaN, digamma(200)],
    trigamma: [NaN, 0, NaN, Infinity, NaN, Infinity, 1 / 3e38, NaN, trigamma(200)],
  };
  for (const kernels of kernelSets()) {
    for (const [name, values] of Object.entries(want) as [SpecialFunction, readonly number[]][]) {
      apply(kernels, name, x).forEach((got, i) => {
        const expected = Math.fround(values[i]!);
        const close = Object.is(got, expected) || got === expected ||
          Math.abs(got - expected) <= 1e-6 * Math.abs(expected) + 2e-38;
        assert(close, `${name}(${x[i]}) on ${kernels.kind}: ${got}, not ${expected}`);
      });
    }
  }
});

Deno.test("special() gives the same bytes for any length, in place, and on any number of threads", () => {
  const rng = new Rng(2);
  const x = Float32Array.from({ length: 40_007 }, () => Math.abs(rng.normal()) * 5);
  for (const kernels of kernelSets()) {
    const names = Object.keys(FUNCTIONS) as SpecialFunction[];
    const [whole, ...others] = onThreads(kernels, () => names.map((name) => apply(kernels, name, x)));
    for (const other of others) assert.deepEqual(other, whole);
    for (const [which, name] of names.entries()) {
      for (const length of [0, 1, 3, 17, 31]) {
        const block = blockOf(kernels, x.subarray(0, length));
        special(kernels, name, block, block);
        assert.deepEqual(block.f32.slice(), whole![which]!.slice(0, length), `${name} of ${length} on ${kernels.kind}`);
        kernels.free(block);
      }
    }
  }
});

Deno.test("special() refuses a result that is too short", () => {
  const [kernels] = kernelSets();
  const [x, out] = [5, 4].map((length) => kernels!.alloc(length));
  assert.throws(() => special(kernels!, "exp", x!, out!), { tag: "Misaligned", message: /room for 5 elements/ });
  for (const block of [x, out]) kernels!.free(block!);
});
