import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { loess } from "../../src/preprocess/loess.ts";
import { assertClose, assertThrows } from "./support.ts";

function noisy(seed: number, n: number): { x: Float64Array; y: Float64Array } {
  const rng = new Rng(seed);
  const x = Float64Array.from({ length: n }, () => 3 * rng.uniform());
  return { x, y: x.map((value) => Math.sin(value) + 0.1 * rng.normal()) };
}

Deno.test("loess() gives back a quadratic exactly, whatever the surface and span", () => {
  const { x } = noisy(1, 80);
  const y = x.map((value) => 2 - value + 0.5 * value * value);
  for (const surface of ["direct", "interpolate"] as const) {
    for (const span of [0.2, 0.5, 1]) assertClose(loess(x, y, { span, surface }), y, 1e-9, `${surface} ${span}`);
  }
});

Deno.test("loess() follows a curve through noise, and both surfaces nearly agree", () => {
  const { x, y } = noisy(2, 500);
  const direct = loess(x, y, { surface: "direct" });
  const joined = loess(x, y, { surface: "interpolate" });
  for (let i = 0; i < x.length; i++) {
    assert(Math.abs(direct[i]! - Math.sin(x[i]!)) < 0.06, `point ${i} at ${x[i]}`);
    assert(Math.abs(direct[i]! - joined[i]!) < 0.01, `point ${i} at ${x[i]}`);
  }
});

Deno.test("loess() equals the weighted least squares of its definition", () => {
  const { x, y } = noisy(3, 40);
  const fitted = loess(x, y, { span: 0.4, surface: "direct" });
  for (const i of [0, 7, 23]) assertClose([fitted[i]!], [byNormalEquations(x, y, x[i]!, 16)], 1e-8);
});

/** Cramer's rule on the normal equations of the tricube-weighted quadratic. */
function byNormalEquations(x: Float64Array, y: Float64Array, at: number, q: number): number {
  const h = x.map((value) => Math.abs(value - at)).sort()[q - 1]!;
  const s = [0, 0, 0, 0, 0];
  const t = [0, 0, 0];
  x.forEach((value, i) => {
    const u = value - at;
    const w = Math.max(0, 1 - (Math.abs(u) / h) ** 3) ** 3;
    for (let p = 0; p < 5; p++) s[p]! += w * u ** p;
    for (let p = 0; p < 3; p++) t[p]! += w * y[i]! * u ** p;
  });
  const det = (m: number[]) =>
    m[0]! * (m[4]! * m[8]! - m[5]! * m[7]!) - m[1]! * (m[3]! * m[8]! - m[5]! * m[6]!) +
    m[2]! * (m[3]! * m[7]! - m[4]! * m[6]!);
  const [s0, s1, s2, s3, s4] = s as [number, number, number, number, number];
  const [t0, t1, t2] = t as [number, number, number];
  return det([t0, s1, s2, t1, s2, s3, t2, s3, s4]) / det([s0, s1, s2, s1, s2, s3, s2, s3, s4]);
}

Deno.test("loess() does not depend on the order of the points", () => {
  const { x, y } = noisy(4, 60);
  const order = new Rng(5).permutation(60);
  const fitted = loess(x, y);
  const shuffled = loess(Float64Array.from(order, (i) => x[i]!), Float64Array.from(order, (i) => y[i]!));
  assertClose(shuffled, Array.from(order, (i) => fitted[i]!), 1e-9);
});

Deno.test("loess() gives points of equal x one value, with many ties too", () => {
  const rng = new Rng(6);
  const x = Float64Array.from({ length: 200 }, () => rng.integer(9));
  const y = x.map((value) => value + rng.normal());
  for (const surface of ["direct", "interpolate"] as const) {
    const fitted = loess(x, y, { surface });
    for (const place of new Set(x)) {
      assert.equal(new Set(fitted.filter((_, i) => x[i] === place)).size, 1);
    }
  }
});

Deno.test("loess() falls to a line, a constant or the mean of ties where points are too few for a quadratic", () => {
  for (const surface of ["direct", "interpolate"] as const) {
    const options = { span: 1, surface };
    assertClose(loess(Float64Array.of(1), Float64Array.of(5), options), [5]);
    assertClose(loess(Float64Array.of(2, 2, 2), Float64Array.of(1, 2, 6), options), [3, 3, 3]);
    const two = loess(Float64Array.of(1, 1, 1, 2), Float64Array.of(3, 3, 3, 7), { ...options, span: 0.5 });
    assert(two.every(Number.isFinite), `${two}`);
  }
});

Deno.test("loess() refuses no points, NaN, lengths that differ and spans outside (0, 1]", () => {
  const one = Float64Array.of(1);
  assertThrows(() => loess(new Float64Array(0), new Float64Array(0)), "TooSmall", /points .* none/);
  assertThrows(() => loess(Float64Array.of(NaN), one), "BadValues", /\(NaN, 1\) at point 0/);
  assertThrows(() => loess(one, Float64Array.of(1, 2)), "Misaligned", /y to have length 1/);
  assertThrows(() => loess(one, one, { span: 0 }), "InvalidArgument", /span/);
  assertThrows(() => loess(one, one, { span: 1.5 }), "InvalidArgument", /span/);
  assertThrows(() => loess(one, one, { surface: "kd" as never }), "InvalidArgument", /surface/);
});
