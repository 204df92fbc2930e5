import assert from "node:assert/strict";

import { refineSpatial } from "../../src/cluster/refine_spatial.ts";
import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { CategoricalColumn } from "../../src/data/columns/categorical_column.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { assertThrows, spotGrid, spotNames } from "./helpers.ts";

Deno.test("refineSpatial() by majority takes the label of most neighbours, the spot itself not counted", () => {
  const tissue = spotGrid(3, ["a", "a", "a", "a", "b", "a", "a", "a", "a"]);
  const refined = refineSpatial(tissue, { key: "domain", nNeighbors: 3 });
  assert(refined.obs.column("domain_refined").toArray().every((label) => label === "a"));
  assert.equal(tissue.obs.column("domain").get(4), "b");
});

Deno.test("refineSpatial() by majority gives a tie to the nearest voter", () => {
  const obs = new Frame(spotNames(3), { domain: ["a", "b", "c"] });
  const tissue = new AnnData({ obs, obsm: { spatial: Dense.fromRows([[0, 0], [1, 0], [3, 0]], "float64") } });
  const refined = refineSpatial(tissue, { key: "domain", nNeighbors: 2, keyAdded: "domain" });
  assert.deepEqual(refined.obs.column("domain").toArray(), ["b", "a", "b"]);
});

Deno.test("refineSpatial() by SpaGCN's rule changes only clear cases", () => {
  const tissue = spotGrid(5, ["a", "a", "a", "b", "b", "a", "b", "a", "b", "b", "a", "a", "a", "b", "b"]);
  const refined = refineSpatial(tissue, { key: "domain", rule: "spagcn", nNeighbors: 4 }).obs.column("domain_refined");
  assert.equal(refined.get(6), "a");
  for (const i of [3, 4, 8, 9, 13, 14]) assert.equal(refined.get(i), "b");
  const majority = refineSpatial(tissue, { key: "domain", nNeighbors: 4 }).obs.column("domain_refined");
  assert.equal(majority.get(6), "a");
});

Deno.test("refineSpatial() lets spots vote only within their own section", () => {
  const obs = new Frame(spotNames(6), {
    domain: ["a", "a", "a", "b", "b", "b"],
    section: ["s", "s", "s", "t", "t", "t"],
  });
  const places = Dense.fromRows([[0, 0], [1, 0], [2, 0], [0, 0.1], [1, 0.1], [2, 0.1]], "float64");
  const tissue = new AnnData({ obs, obsm: { spatial: places } });
  const apart = refineSpatial(tissue, { key: "domain", nNeighbors: 1, libraryKey: "section" });
  assert.deepEqual(apart.obs.column("domain_refined").toArray(), ["a", "a", "a", "b", "b", "b"]);
  const mixed = refineSpatial(tissue, { key: "domain", nNeighbors: 1 });
  assert.deepEqual(mixed.obs.column("domain_refined").toArray(), ["b", "b", "b", "a", "a", "a"]);
});

Deno.test("refineSpatial() fills a missing label from its neighbours and keeps the categories", () => {
  const refined = refineSpatial(spotGrid(3, ["a", null, "a", "a", "a", "a"]), { key: "domain", nNeighbors: 3 });
  const column = refined.obs.column("domain_refined") as CategoricalColumn;
  assert.equal(column.get(1), "a");
  assert.deepEqual(column.categories.toArray(), ["a"]);
});

Deno.test("refineSpatial() refuses too many neighbours, unknown rules and tissues without coordinates", () => {
  const tissue = spotGrid(2, ["a", "a", "b", "b"]);
  assertThrows(() => refineSpatial(tissue, { key: "domain" }), "TooSmall", /more than 50 spots.*found 4/);
  assertThrows(() => refineSpatial(tissue, { key: "domain", rule: "vote" as "majority" }), "InvalidArgument", /rule/);
  assertThrows(() => refineSpatial(tissue, { key: "nothing" }), "NotFound", /nothing/);
  const placeless = new AnnData({ obs: tissue.obs });
  assertThrows(() => refineSpatial(placeless, { key: "domain", nNeighbors: 1 }), "NotFound", /coordinates/);
});

Deno.test("refineSpatial() removes scattered errors from two halves of a sheet, by either rule", () => {
  const rng = new Rng(1);
  const side = 12;
  const truth = Array.from({ length: side * side }, (_, i) => i % side < side / 2 ? "left" : "right");
  const noisy = truth.map((label) => rng.uniform() < 0.08 ? (label === "left" ? "right" : "left") : label);
  const wrong = (labels: readonly unknown[]) => labels.filter((label, i) => label !== truth[i]).length;
  for (const [rule, nNeighbors] of [["majority", 8], ["spagcn", 8]] as const) {
    const refined = refineSpatial(spotGrid(side, noisy), { key: "domain", rule, nNeighbors });
    assert(wrong(refined.obs.column("domain_refined").toArray()) < wrong(noisy) / 2, rule);
  }
});

Deno.test("refineSpatial() wears a line of one spot's width away by majority, as it warns", () => {
  const labels = Array.from({ length: 81 }, (_, i) => Math.floor(i / 9) === 4 ? "layer" : "rest");
  const refined = refineSpatial(spotGrid(9, labels), { key: "domain", nNeighbors: 8 }).obs.column("domain_refined");
  assert(!refined.toArray().includes("layer"));
});

Deno.test("refineSpatial() does not depend on where the tissue lies, how it is turned, or how large it is", () => {
  const rng = new Rng(2);
  const places = Array.from({ length: 40 }, () => [rng.normal(), rng.normal()]);
  const obs = new Frame(spotNames(40), { domain: places.map(([x]) => x! > 0 ? "a" : "b") });
  const of = (rows: number[][]) =>
    refineSpatial(new AnnData({ obs, obsm: { spatial: Dense.fromRows(rows, "float64") } }), {
      key: "domain",
      nNeighbors: 5,
    }).obs.column("domain_refined").toArray();
  assert.deepEqual(of(places.map(([x, y]) => [100 - 3 * y!, 3 * x! + 5])), of(places));
});

Deno.test("refineSpatial() does not depend on the order of the spots", () => {
  const rng = new Rng(3);
  const places = Array.from({ length: 50 }, () => [rng.normal(), rng.normal()]);
  const labels = places.map(([x]) => rng.uniform() < 0.2 ? "c" : x! > 0 ? "a" : "b");
  const order = rng.permutation(50);
  const of = (rows: readonly number[]) =>
    refineSpatial(
      new AnnData({
        obs: new Frame(spotNames(50), { domain: rows.map((row) => labels[row]!) }),
        obsm: { spatial: Dense.fromRows(rows.map((row) => places[row]!), "float64") },
      }),
      { key: "domain", nNeighbors: 7 },
    ).obs.column("domain_refined").toArray();
  const here = of([...places.keys()]);
  assert.deepEqual(of([...order]), Array.from(order, (row) => here[row]));
});

Deno.test("refineSpatial() names the section that is too small, and numbers that make no sense", () => {
  const tissue = spotGrid(3, ["a", "a", "a", "b", "b", "b"]);
  const sections = tissue.with({ obs: { section: ["s", "s", "s", "s", "t", "t"] } });
  assertThrows(
    () => refineSpatial(sections, { key: "domain", nNeighbors: 3, libraryKey: "section" }),
    "TooSmall",
    /more than 3 spots for 3 neighbours but found 2 in section 't'\. Lower nNeighbors/,
  );
  assertThrows(() => refineSpatial(tissue, { key: "domain", nNeighbors: 0 }), "InvalidArgument", /nNeighbors/);
  assertThrows(() => refineSpatial(tissue, { key: "domain", nNeighbors: 1, libraryKey: "x" }), "NotFound", /x/);
});

Deno.test("refineSpatial() refuses coordinates that are not numbers", () => {
  const tissue = spotGrid(2, ["a", "a", "b", "b"]);
  const bad = tissue.with({ obsm: { spatial: Dense.fromRows([[0, 0], [0, NaN], [1, 0], [1, 1]], "float64") } });
  assertThrows(() => refineSpatial(bad, { key: "domain", nNeighbors: 2 }), "BadValues", /./);
});
