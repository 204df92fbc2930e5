import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { Dense } from "../../src/data/dense.ts";
import {
  ami,
  chaos,
  modalityCorrelation,
  neighbourOverlap,
  pas,
  probe,
  silhouette,
  trustworthiness,
} from "../../src/metrics/mod.ts";

const N = 8_000;
/** A float64 of every pair of rows would take 512 MB. */
const ALLOWED = 100e6;

const rng = new Rng(1);
const x = new Dense(Float64Array.from({ length: 2 * N }, () => rng.normal()), { shape: [N, 2] });
const y = x.takeColumns([0]);
const labels = Int32Array.from({ length: N }, (_, i) => x.get(i, 0) > 0 ? 1 : 0);
const singletons = Int32Array.from({ length: N }, (_, i) => i);

const RUNS: Record<string, () => unknown> = {
  silhouette: () => silhouette(x, labels),
  modalityCorrelation: () => modalityCorrelation(x, y),
  neighbourOverlap: () => neighbourOverlap(x, y, { nNeighbors: 10 }),
  trustworthiness: () => trustworthiness(x, y),
  probe: () => probe(x, labels),
  pas: () => pas(labels, x),
  chaos: () => chaos(labels, x),
  ami: () => ami(singletons, singletons.toReversed()),
};

for (const [name, run] of Object.entries(RUNS)) {
  Deno.test(`${name}() of ${N} rows holds no array of all pairs`, () => {
    const before = Deno.memoryUsage().rss;
    run();
    const grown = Deno.memoryUsage().rss - before;
    assert(grown < ALLOWED, `${(grown / 1e6).toFixed(0)} MB`);
  });
}
