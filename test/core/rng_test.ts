import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Rng } from "../../src/core/rng.ts";

interface Moments {
  readonly mean: number;
  readonly variance: number;
}

function moments(draw: () => number, n: number): Moments {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const x = draw();
    sum += x;
    squares += x * x;
  }
  return { mean: sum / n, variance: squares / n - (sum / n) ** 2 };
}

/** Five standard errors of the mean, and of the variance for the given kurtosis. */
function checkMoments(found: Moments, expected: Moments, kurtosis: number, n: number, what: string): void {
  const { mean, variance } = expected;
  const near = 5 * Math.sqrt(variance / n);
  const nearVariance = 5 * variance * Math.sqrt((kurtosis - 1) / n);
  assert(Math.abs(found.mean - mean) < near, `${what}: mean ${found.mean}, expected ${mean} ± ${near}`);
  assert(
    Math.abs(found.variance - variance) < nearVariance,
    `${what}: variance ${found.variance}, expected ${variance} ± ${nearVariance}`,
  );
}

const N = 100_000;

Deno.test("Rng gives the same stream for the same seed and another for another", () => {
  const draw = (seed: number) => Array.from({ length: 50 }, ((rng) => () => rng.bits())(new Rng(seed)));
  assert.deepEqual(draw(7), draw(7));
  const seeds = [0, 1, -1, 7, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];
  assert.equal(new Set(seeds.map((seed) => draw(seed).join())).size, seeds.length);
});

Deno.test("Rng gives the same bytes for ever: the first draws of seed 0 are fixed", () => {
  const rng = new Rng(0);
  const first = [rng.bits(), rng.bits(), rng.bits()];
  assert.deepEqual(first, FIRST_BITS);
});

Deno.test("Rng refuses seeds that are not safe integers", () => {
  for (const seed of [0.5, NaN, Infinity, 2 ** 60]) {
    assert.throws(
      () => new Rng(seed),
      (error) => isWeftError(error, "InvalidArgument") && /seed to be an integer/.test(error.message),
    );
  }
});

Deno.test("Rng.split() depends on seed and labels, not on what was drawn", () => {
  const fresh = new Rng(3);
  const used = new Rng(3);
  for (let i = 0; i < 17; i++) used.normal();
  assert.equal(fresh.split("a").bits(), used.split("a").bits());
  assert.equal(fresh.split("a").split(4).bits(), used.split("a").split(4).bits());
});

Deno.test("Rng.split() gives streams that differ by label, number and path", () => {
  const rng = new Rng(3);
  const streams = [
    rng,
    rng.split("a"),
    rng.split("b"),
    rng.split("ab"),
    rng.split(1),
    rng.split("1"),
    rng.split("a").split("b"),
  ];
  assert.equal(new Set(streams.map((stream) => stream.bits())).size, streams.length);
});

Deno.test("Rng.split() streams are not correlated with each other or their parent", () => {
  const parent = new Rng(11);
  const streams = [parent, ...Array.from({ length: 6 }, (_, i) => parent.split(i))];
  const draws = streams.map((stream) => Float64Array.from({ length: 20_000 }, () => stream.uniform() - 0.5));
  for (let a = 0; a < draws.length; a++) {
    for (let b = 0; b < a; b++) {
      let product = 0;
      for (let i = 0; i < 20_000; i++) product += draws[a]![i]! * draws[b]![i]!;
      const correlation = product / 20_000 * 12;
      assert(Math.abs(correlation) < 5 / Math.sqrt(20_000), `streams ${a} and ${b}: ${correlation}`);
    }
  }
});

Deno.test("Rng.uniform() is uniform on [0, 1): chi-square over 100 bins, moments, no serial correlation", () => {
  const rng = new Rng(1);
  const bins = new Float64Array(100);
  let last = 0.5;
  let serial = 0;
  for (let i = 0; i < N; i++) {
    const x = rng.uniform();
    assert(x >= 0 && x < 1);
    bins[Math.floor(x * 100)]!++;
    serial += (x - 0.5) * (last - 0.5);
    last = x;
  }
  const chiSquare = bins.reduce((sum, count) => sum + (count - N / 100) ** 2 / (N / 100), 0);
  assert(chiSquare > 50 && chiSquare < 170, `chi-square ${chiSquare} for 99 degrees of freedom`);
  assert(Math.abs(serial / N * 12) < 5 / Math.sqrt(N));
});

Deno.test("Rng.bits() sets every bit half of the time", () => {
  const rng = new Rng(2);
  const ones = new Int32Array(32);
  for (let i = 0; i < N; i++) {
    const word = rng.bits();
    for (let b = 0; b < 32; b++) ones[b]! += (word >>> b) & 1;
  }
  for (const [b, count] of ones.entries()) {
    assert(Math.abs(count / N - 0.5) < 5 * 0.5 / Math.sqrt(N), `bit ${b}: ${count}`);
  }
});

Deno.test("Rng.integer() is even over its range and refuses an empty one", () => {
  const rng = new Rng(3);
  const counts = new Int32Array(7);
  for (let i = 0; i < N; i++) counts[rng.integer(7)]!++;
  const chiSquare = counts.reduce((sum, count) => sum + (count - N / 7) ** 2 / (N / 7), 0);
  assert(chiSquare < 30, `chi-square ${chiSquare} for 6 degrees of freedom`);
  assert.equal(rng.integer(1), 0);
  assert(rng.integer(4294967296) < 4294967296);
  assert.throws(() => rng.integer(0), (error) => isWeftError(error, "InvalidArgument"));
});

Deno.test("Rng.normal() has mean 0, variance 1 and the tails of a normal", () => {
  const rng = new Rng(4);
  checkMoments(moments(() => rng.normal(), N), { mean: 0, variance: 1 }, 3, N, "normal");
  let beyond = 0;
  for (let i = 0; i < N; i++) if (Math.abs(rng.normal()) > 1.959963984540054) beyond++;
  assert(Math.abs(beyond / N - 0.05) < 5 * Math.sqrt(0.05 * 0.95 / N), `${beyond} beyond 1.96`);
});

Deno.test("Rng.gamma() has mean and variance equal to its shape, below and above 1", () => {
  for (const shape of [0.2, 0.9, 1, 3.5, 40]) {
    const rng = new Rng(5).split(shape * 10);
    checkMoments(
      moments(() => rng.gamma(shape), N),
      { mean: shape, variance: shape },
      3 + 6 / shape,
      N,
      `gamma(${shape})`,
    );
  }
});

Deno.test("Rng.poisson() has mean and variance equal to its mean, on both sides of 30", () => {
  for (const mean of [0.3, 4, 29, 31, 200, 5000]) {
    const rng = new Rng(6).split(mean * 10);
    const n = mean > 1000 ? 3000 : N;
    checkMoments(moments(() => rng.poisson(mean), n), { mean, variance: mean }, 3 + 1 / mean, n, `poisson(${mean})`);
  }
  assert.equal(new Rng(1).poisson(0), 0);
});

Deno.test("Rng.poisson() has the probabilities of a Poisson", () => {
  const rng = new Rng(7);
  const counts = new Int32Array(12);
  for (let i = 0; i < N; i++) counts[Math.min(11, rng.poisson(3))]!++;
  let probability = Math.exp(-3);
  for (let k = 0; k < 10; k++) {
    const near = 5 * Math.sqrt(probability * (1 - probability) / N);
    assert(Math.abs(counts[k]! / N - probability) < near, `P(${k}) = ${counts[k]! / N}, expected ${probability}`);
    probability *= 3 / (k + 1);
  }
});

Deno.test("Rng.negativeBinomial() has variance mean + mean²/shape", () => {
  for (const [mean, shape] of [[2, 1], [10, 5], [0.5, 0.4]] as const) {
    const rng = new Rng(8).split(mean * 10);
    const variance = mean + mean * mean / shape;
    const kurtosis = 3 + 6 / shape + 1 / variance;
    checkMoments(
      moments(() => rng.negativeBinomial(mean, shape), N),
      { mean, variance },
      kurtosis,
      N,
      `nb(${mean}, ${shape})`,
    );
  }
  assert.equal(new Rng(1).negativeBinomial(0, 2), 0);
});

Deno.test("Rng.permutation() holds every number once and every place is equally likely", () => {
  const rng = new Rng(9);
  const counts = new Int32Array(25);
  for (let t = 0; t < 20_000; t++) {
    const order = rng.permutation(5);
    assert.deepEqual([...order].sort(), [0, 1, 2, 3, 4]);
    order.forEach((value, place) => counts[place * 5 + value]!++);
  }
  for (const count of counts) assert(Math.abs(count / 20_000 - 0.2) < 5 * Math.sqrt(0.16 / 20_000), `${count}`);
  assert.equal(rng.permutation(0).length, 0);
});

Deno.test("Rng.sample() takes different numbers in ascending order, each equally likely", () => {
  const rng = new Rng(10);
  const counts = new Int32Array(10);
  for (let t = 0; t < 20_000; t++) {
    const chosen = rng.sample(10, 3);
    assert(chosen[0]! < chosen[1]! && chosen[1]! < chosen[2]! && chosen[2]! < 10);
    for (const value of chosen) counts[value]!++;
  }
  for (const count of counts) assert(Math.abs(count / 20_000 - 0.3) < 5 * Math.sqrt(0.21 / 20_000), `${count}`);
  assert.deepEqual([...rng.sample(4, 4)], [0, 1, 2, 3]);
  assert.equal(rng.sample(4, 0).length, 0);
  assert.throws(() => rng.sample(3, 4), (error) => isWeftError(error, "InvalidArgument"));
});

Deno.test("Rng.restore() goes on exactly where save() stood, also between the two normals of a pair", () => {
  for (const drawn of [0, 1, 2, 5]) {
    const rng = new Rng(12);
    for (let i = 0; i < drawn; i++) rng.normal();
    const twin = Rng.restore(JSON.parse(JSON.stringify(rng.save())).map((x: number | null) => x ?? NaN));
    for (let i = 0; i < 20; i++) assert.equal(twin.normal(), rng.normal());
    assert.equal(twin.split("x").bits(), rng.split("x").bits());
  }
});

/** What seed 0 gave when it was first written down; a change here changes every result of every user. */
const FIRST_BITS = [1529060303, 31561261, 4187364441];
