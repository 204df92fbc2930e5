import assert from "node:assert/strict";

import { hungarian } from "../../src/cluster/hungarian.ts";
import { matchLabels } from "../../src/cluster/match_labels.ts";
import { refineSpatial } from "../../src/cluster/refine_spatial.ts";
import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import type { CategoricalColumn } from "../../src/data/columns/categorical_column.ts";
import { categorical } from "../../src/data/columns/categorical.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { assertThrows } from "./helpers.ts";

function permutations(n: number): number[][] {
  if (n === 0) return [[]];
  return permutations(n - 1).flatMap((rest) => Array.from({ length: n }, (_, at) => rest.toSpliced(at, 0, n - 1)));
}

const names = (n: number) => Array.from({ length: n }, (_, i) => `spot${i}`);

function grid(width: number, labels: readonly (string | null)[]): AnnData {
  const places = labels.map((_, i) => [i % width, Math.floor(i / width)]);
  const obs = new Frame(names(labels.length), { domain: categorical(labels) });
  return new AnnData({ obs, obsm: { spatial: Dense.fromRows(places, "float64") } });
}

Deno.test("hungarian() finds the least sum over all assignments", () => {
  const rng = new Rng(1);
  for (let round = 0; round < 60; round++) {
    const nRows = 1 + rng.integer(5), nCols = 1 + rng.integer(5);
    const costs = Float64Array.from({ length: nRows * nCols }, () => round % 2 ? rng.integer(4) : rng.normal());
    const columns = hungarian(costs, nRows, nCols);
    const sum = (assigned: ArrayLike<number>) =>
      Array.from(assigned).reduce((s, j, i) => j < 0 || j >= nCols ? s : s + costs[i * nCols + j]!, 0);
    const padded = Math.max(nRows, nCols);
    const least = Math.min(...permutations(padded).map((order) => sum(order.slice(0, nRows))));
    assert(Math.abs(sum(columns) - least) < 1e-9, `${nRows} × ${nCols}: ${sum(columns)} against ${least}`);
    const used = [...columns].filter((j) => j >= 0);
    assert.equal(used.length, Math.min(nRows, nCols));
    assert.equal(new Set(used).size, used.length);
  }
});

Deno.test("hungarian() of nothing, and of wrong input", () => {
  assert.equal(hungarian(new Float64Array(0), 0, 3).length, 0);
  assert.deepEqual([...hungarian(new Float64Array(0), 2, 0)], [-1, -1]);
  assertThrows(() => hungarian(new Float64Array(3), 2, 2), "Misaligned", /costs to have length 4/);
  assertThrows(() => hungarian(Float64Array.of(NaN), 1, 1), "BadValues", /costs to hold finite numbers/);
});

Deno.test("matchLabels() renames as many observations as possible into agreement", () => {
  const obs = new Frame(names(7), {
    domain: categorical(["3", "3", "3", "1", "1", "2", "2"]),
    truth: categorical(["a", "a", "b", "b", "b", "c", "c"]),
  });
  const adata = new AnnData({ obs });
  const named = matchLabels(adata, { key: "domain", labelsKey: "truth", keyAdded: "named" });
  assert.deepEqual(named.obs.column("named").toArray(), ["a", "a", "a", "b", "b", "c", "c"]);
  assert.deepEqual(named.obs.column("domain").toArray(), adata.obs.column("domain").toArray());
});

Deno.test("matchLabels() keeps the names of labels without a partner unless they are taken", () => {
  const obs = new Frame(names(6), {
    domain: categorical(["x", "x", "y", "2", "2", "2"]),
    truth: categorical(["1", "1", "1", "2", "2", "2"]),
  });
  const column = matchLabels(new AnnData({ obs }), { key: "domain", labelsKey: "truth" }).obs.column("domain");
  assert.deepEqual(column.toArray(), ["1", "1", "y", "2", "2", "2"]);
  assert.deepEqual((column as CategoricalColumn).categories.toArray(), ["1", "2", "y"]);
  const clash = new Frame(names(4), {
    domain: categorical(["1", "1", "a", "2"]),
    truth: categorical(["a", "a", "b", "a"]),
  });
  const renamed = matchLabels(new AnnData({ obs: clash }), { key: "domain", labelsKey: "truth" }).obs.column("domain");
  assert.deepEqual(renamed.toArray(), ["a", "a", "b", "2"]);
  const taken = new Frame(names(3), { domain: categorical(["u", "u", "a"]), truth: categorical(["a", "a", "a"]) });
  const free = matchLabels(new AnnData({ obs: taken }), { key: "domain", labelsKey: "truth" }).obs.column("domain");
  assert.deepEqual(free.toArray(), ["a", "a", "1"]);
});

Deno.test("matchLabels() leaves missing labels missing and does not count them", () => {
  const obs = new Frame(names(5), {
    domain: categorical(["1", null, "2", "2", "1"]),
    truth: categorical(["a", "b", null, "b", "a"]),
  });
  const column = matchLabels(new AnnData({ obs }), { key: "domain", labelsKey: "truth" }).obs.column("domain");
  assert.deepEqual(column.toArray(), ["a", null, "b", "b", "a"]);
});

Deno.test("matchLabels() names the columns there are when one is missing", () => {
  const adata = new AnnData({ obs: new Frame(["a"], { domain: ["1"] }) });
  assertThrows(() => matchLabels(adata, { key: "domain", labelsKey: "truth" }), "NotFound", /truth.*domain/);
});

Deno.test("refineSpatial() by majority takes the label of most neighbours, the spot itself not counted", () => {
  const tissue = grid(3, ["a", "a", "a", "a", "b", "a", "a", "a", "a"]);
  const refined = refineSpatial(tissue, { key: "domain", nNeighbors: 3 });
  assert(refined.obs.column("domain_refined").toArray().every((label) => label === "a"));
  assert.equal(tissue.obs.column("domain").get(4), "b");
});

Deno.test("refineSpatial() by majority gives a tie to the nearest voter", () => {
  const obs = new Frame(names(3), { domain: ["a", "b", "c"] });
  const tissue = new AnnData({ obs, obsm: { spatial: Dense.fromRows([[0, 0], [1, 0], [3, 0]], "float64") } });
  const refined = refineSpatial(tissue, { key: "domain", nNeighbors: 2, keyAdded: "domain" });
  assert.deepEqual(refined.obs.column("domain").toArray(), ["b", "a", "b"]);
});

Deno.test("refineSpatial() by SpaGCN's rule changes only clear cases", () => {
  const tissue = grid(5, ["a", "a", "a", "b", "b", "a", "b", "a", "b", "b", "a", "a", "a", "b", "b"]);
  const refined = refineSpatial(tissue, { key: "domain", rule: "spagcn", nNeighbors: 4 }).obs.column("domain_refined");
  assert.equal(refined.get(6), "a");
  for (const i of [3, 4, 8, 9, 13, 14]) assert.equal(refined.get(i), "b");
  const majority = refineSpatial(tissue, { key: "domain", nNeighbors: 4 }).obs.column("domain_refined");
  assert.equal(majority.get(6), "a");
});

Deno.test("refineSpatial() lets spots vote only within their own section", () => {
  const obs = new Frame(names(6), { domain: ["a", "a", "a", "b", "b", "b"], section: ["s", "s", "s", "t", "t", "t"] });
  const places = Dense.fromRows([[0, 0], [1, 0], [2, 0], [0, 0.1], [1, 0.1], [2, 0.1]], "float64");
  const tissue = new AnnData({ obs, obsm: { spatial: places } });
  const apart = refineSpatial(tissue, { key: "domain", nNeighbors: 1, libraryKey: "section" });
  assert.deepEqual(apart.obs.column("domain_refined").toArray(), ["a", "a", "a", "b", "b", "b"]);
  const mixed = refineSpatial(tissue, { key: "domain", nNeighbors: 1 });
  assert.deepEqual(mixed.obs.column("domain_refined").toArray(), ["b", "b", "b", "a", "a", "a"]);
});

Deno.test("refineSpatial() fills a missing label from its neighbours and keeps the categories", () => {
  const refined = refineSpatial(grid(3, ["a", null, "a", "a", "a", "a"]), { key: "domain", nNeighbors: 3 });
  const column = refined.obs.column("domain_refined") as CategoricalColumn;
  assert.equal(column.get(1), "a");
  assert.deepEqual(column.categories.toArray(), ["a"]);
});

Deno.test("refineSpatial() refuses too many neighbours, unknown rules and tissues without coordinates", () => {
  const tissue = grid(2, ["a", "a", "b", "b"]);
  assertThrows(() => refineSpatial(tissue, { key: "domain" }), "TooSmall", /more than 50 spots.*found 4/);
  assertThrows(() => refineSpatial(tissue, { key: "domain", rule: "vote" as "majority" }), "InvalidArgument", /rule/);
  assertThrows(() => refineSpatial(tissue, { key: "nothing" }), "NotFound", /nothing/);
  const placeless = new AnnData({ obs: tissue.obs });
  assertThrows(() => refineSpatial(placeless, { key: "domain", nNeighbors: 1 }), "NotFound", /coordinates/);
});
