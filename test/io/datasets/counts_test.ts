import assert from "node:assert/strict";

import { Rng } from "../../../src/core/rng.ts";
import { type CountParameters, drawCounts, drawNonSpatialFactors } from "../../../src/io/datasets/counts.ts";
import { drawFactors, weigh } from "../../../src/io/datasets/loadings.ts";
import { gridPattern } from "../../../src/io/datasets/pattern.ts";

const PARAMETERS: CountParameters = { background: 0.2, shape: 10, zeroInflation: 0 };

interface Means {
  readonly all: number;
  readonly zeros: number;
  readonly background: number;
  readonly factorSpots: number;
  readonly own: number;
  readonly quiet: readonly number[];
}

/** Means over the parts of a count matrix that the card gives numbers for. */
function simulate(seed: number, spatialFraction: number, nFeatures: number, parameters = PARAMETERS): Means {
  const { factors, nFactors, nSpots } = gridPattern("coarse");
  const rng = new Rng(seed);
  const weights = { expressionMean: 20, spatialFraction, dropped: [], scaleSd: 0 };
  const loadings = weigh(drawFactors(nFeatures, nFactors, undefined, rng.split("W")), weights, rng.split("V"));
  const nonSpatial = drawNonSpatialFactors(nSpots, 0.2, rng.split("U"));
  const counts = drawCounts(factors, nonSpatial, loadings, parameters, rng.split("Y"));
  const background: number[] = [], factorSpots: number[] = [], own: number[] = [], quiet: number[] = [];
  for (let i = 0; i < nSpots; i++) {
    const active = factors.subarray(i * nFactors, (i + 1) * nFactors);
    for (let j = 0; j < nFeatures; j++) {
      const count = counts[i * nFeatures + j]!;
      (active.some((on) => on === 1) ? factorSpots : background).push(count);
      if (active[loadings.spatialFactor[j]!] !== 1) continue;
      own.push(count);
      if (nonSpatial[3 * i + loadings.nonSpatialFactor[j]!] === 0) quiet.push(count);
    }
  }
  return {
    all: mean(counts),
    zeros: counts.filter((count) => count === 0).length / counts.length,
    background: mean(background),
    factorSpots: mean(factorSpots),
    own: mean(own),
    quiet,
  };
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

function near(found: number, expected: number, within: number, what: string): void {
  assert.ok(Math.abs(found - expected) <= within, `${what}: ${found}, expected ${expected} ± ${within}`);
}

for (const seed of [1, 12, 77]) {
  Deno.test(`drawCounts() gives the means of mixed features, seed ${seed}`, () => {
    const { background, own, quiet } = simulate(seed, 0.55, 400);
    near(background, 2.0, 0.4, "background");
    near(own, 13.0, 0.3, "own factor");
    const centre = mean(quiet);
    near(centre, 11.2, 0.1, "own factor, U = 0");
    near(mean(quiet.map((count) => (count - centre) ** 2)), 23.744, 0.8, "its variance");
  });

  Deno.test(`drawCounts() of pure spatial features agrees with the public file S6, seed ${seed}`, () => {
    const { background, zeros, all, factorSpots } = simulate(seed, 1, 200);
    near(background, 0.2015, 0.01, "background");
    near(zeros, 0.683, 0.02, "zero fraction");
    near(all, 3.555, 0.25, "overall mean");
    near(factorSpots, 5.23, 0.35, "factor spots");
  });
}

Deno.test("drawCounts() halves the mean with zero inflation 0.5", () => {
  const { own } = simulate(12, 0.55, 400, { ...PARAMETERS, zeroInflation: 0.5 });
  near(own, 6.5, 0.2, "own factor");
});

Deno.test("drawCounts() sets exactly the share of entries to zero and leaves the others as they were", () => {
  const loadings = weigh(drawFactors(30, 4, undefined, new Rng(1)), {
    expressionMean: 1e4,
    spatialFraction: 1,
    dropped: [],
    scaleSd: 0,
  }, new Rng(1));
  const factors = new Uint8Array(4 * 7).fill(1);
  const draw = (zeroInflation: number) =>
    drawCounts(factors, new Uint8Array(3 * 7), loadings, { background: 1e4, shape: 1e4, zeroInflation }, new Rng(5));
  const full = draw(0);
  assert.ok(full.every((count) => count > 0));
  for (const share of [0.5, 0.303, 0.8, 1]) {
    const inflated = draw(share);
    assert.equal(inflated.filter((count) => count === 0).length, Math.round(share * 210));
    inflated.forEach((count, at) => assert.ok(count === 0 || count === full[at]));
  }
});

Deno.test("drawCounts() of no spots is empty", () => {
  const loadings = weigh(
    new Int32Array(3),
    { expressionMean: 20, spatialFraction: 1, dropped: [], scaleSd: 0 },
    new Rng(1),
  );
  assert.equal(drawCounts(new Uint8Array(0), new Uint8Array(0), loadings, PARAMETERS, new Rng(0)).length, 0);
});

Deno.test("drawNonSpatialFactors() are independent coins of the given rate", () => {
  const factors = drawNonSpatialFactors(20000, 0.2, new Rng(2));
  near(mean(factors), 0.2, 0.01, "rate");
  const both = Array.from({ length: 20000 }, (_, i) => factors[3 * i]! * factors[3 * i + 1]!);
  near(mean(both), 0.04, 0.006, "two at once");
});
