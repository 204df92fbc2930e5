import assert from "node:assert/strict";

import { WeftError } from "../../../src/core/error.ts";
import { Rng } from "../../../src/core/rng.ts";
import { plantRegions } from "../../../src/io/datasets/planted_regions.ts";

function scatter(n: number, seed: number): Float64Array {
  const rng = new Rng(seed);
  return Float64Array.from({ length: 2 * n }, () => 1000 * rng.uniform());
}

Deno.test("plantRegions() fills every domain and marks the factor of all but the last", () => {
  for (let seed = 0; seed < 20; seed++) {
    const rng = new Rng(seed);
    const n = 40 + rng.integer(200), nDomains = 2 + rng.integer(6), regionsPerDomain = 1 + rng.integer(4);
    const { domains, factors, nFactors } = plantRegions(scatter(n, seed), n, { nDomains, regionsPerDomain }, rng);
    assert.equal(nFactors, nDomains - 1);
    assert.equal(new Set(domains).size, nDomains);
    domains.forEach((domain, spot) => {
      const row = [...factors.subarray(spot * nFactors, (spot + 1) * nFactors)];
      assert.deepEqual(row, Array.from({ length: nFactors }, (_, k) => Number(k === domain)));
    });
  }
});

Deno.test("plantRegions() makes regions: most nearest neighbours share their domain", () => {
  const n = 1500, coordinates = scatter(n, 4);
  const { domains } = plantRegions(coordinates, n, { nDomains: 5, regionsPerDomain: 3 }, new Rng(4));
  let same = 0;
  for (let i = 0; i < n; i++) {
    let best = -1, least = Infinity;
    for (let j = 0; j < n; j++) {
      const d = (coordinates[2 * i]! - coordinates[2 * j]!) ** 2 +
        (coordinates[2 * i + 1]! - coordinates[2 * j + 1]!) ** 2;
      if (j !== i && d < least) [best, least] = [j, d];
    }
    same += Number(domains[i] === domains[best]);
  }
  assert.ok(same / n > 0.9, `${same / n}`);
});

Deno.test("plantRegions() wants as many different places as regions", () => {
  const twoPlaces = Float64Array.from({ length: 40 }, (_, at) => Math.floor(at / 2) % 2);
  assert.throws(
    () => plantRegions(twoPlaces, 20, { nDomains: 3, regionsPerDomain: 1 }, new Rng(0)),
    (error) =>
      error instanceof WeftError && error.tag === "TooSmall" && /at least 3 spots .* but found 2/.test(error.message),
  );
  assert.throws(
    () => plantRegions(new Float64Array(0), 0, { nDomains: 2, regionsPerDomain: 1 }, new Rng(0)),
    (error) => error instanceof WeftError && error.tag === "TooSmall",
  );
});
