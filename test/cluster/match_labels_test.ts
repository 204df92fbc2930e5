import assert from "node:assert/strict";

import { matchCodes } from "../../src/cluster/match_codes.ts";
import { matchLabels } from "../../src/cluster/match_labels.ts";
import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { categorical } from "../../src/data/columns/categorical.ts";
import { CategoricalColumn } from "../../src/data/columns/categorical_column.ts";
import { Frame } from "../../src/data/frame.ts";
import { assertSamePartition, assertThrows, blobs, multiWithRep, spotNames } from "./helpers.ts";

Deno.test("matchLabels() renames as many observations as possible into agreement", () => {
  const obs = new Frame(spotNames(7), {
    domain: categorical(["3", "3", "3", "1", "1", "2", "2"]),
    truth: categorical(["a", "a", "b", "b", "b", "c", "c"]),
  });
  const adata = new AnnData({ obs });
  const named = matchLabels(adata, { key: "domain", labelsKey: "truth", keyAdded: "named" });
  assert.deepEqual(named.obs.column("named").toArray(), ["a", "a", "a", "b", "b", "c", "c"]);
  assert.deepEqual(named.obs.column("domain").toArray(), adata.obs.column("domain").toArray());
});

Deno.test("matchLabels() keeps the names of labels without a partner unless they are taken", () => {
  const obs = new Frame(spotNames(6), {
    domain: categorical(["x", "x", "y", "2", "2", "2"]),
    truth: categorical(["1", "1", "1", "2", "2", "2"]),
  });
  const column = matchLabels(new AnnData({ obs }), { key: "domain", labelsKey: "truth" }).obs.column("domain");
  assert.deepEqual(column.toArray(), ["1", "1", "y", "2", "2", "2"]);
  assert.deepEqual((column as CategoricalColumn).categories.toArray(), ["1", "2", "y"]);
  const clash = new Frame(spotNames(4), {
    domain: categorical(["1", "1", "a", "2"]),
    truth: categorical(["a", "a", "b", "a"]),
  });
  const renamed = matchLabels(new AnnData({ obs: clash }), { key: "domain", labelsKey: "truth" }).obs.column("domain");
  assert.deepEqual(renamed.toArray(), ["a", "a", "b", "2"]);
  const taken = new Frame(spotNames(3), { domain: categorical(["u", "u", "a"]), truth: categorical(["a", "a", "a"]) });
  const free = matchLabels(new AnnData({ obs: taken }), { key: "domain", labelsKey: "truth" }).obs.column("domain");
  assert.deepEqual(free.toArray(), ["a", "a", "1"]);
});

Deno.test("matchLabels() leaves missing labels missing and does not count them", () => {
  const obs = new Frame(spotNames(5), {
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

Deno.test("matchLabels() undoes any renaming", () => {
  const rng = new Rng(1);
  for (let round = 0; round < 20; round++) {
    const k = 2 + rng.integer(6), order = rng.permutation(k);
    const truth = Array.from({ length: 50 }, () => rng.integer(k));
    const obs = new Frame(spotNames(50), {
      truth: categorical(truth.map((code) => `domain ${code}`)),
      domain: categorical(truth.map((code) => String(order[code]))),
    });
    const named = matchLabels(new AnnData({ obs }), { key: "domain", labelsKey: "truth" });
    assert.deepEqual(named.obs.column("domain").toArray(), obs.column("truth").toArray());
  }
});

Deno.test("matchLabels() matches text and numbers as it does categories, and keeps the partition", () => {
  const obs = new Frame(spotNames(4), { domain: Int32Array.of(5, 5, 6, 7), truth: ["x", "x", "y", "y"] });
  const named = matchLabels(new AnnData({ obs }), { key: "domain", labelsKey: "truth" }).obs.column("domain").toArray();
  assertSamePartition(named, [5, 5, 6, 7]);
  assert.deepEqual(named.slice(0, 3), ["x", "x", "y"]);
});

Deno.test("matchLabels() changes neither the object nor the other column", () => {
  const adata = new AnnData({ obs: new Frame(["a", "b"], { domain: ["1", "2"], truth: ["x", "y"] }) });
  matchLabels(adata, { key: "domain", labelsKey: "truth" });
  assert.deepEqual(adata.obs.column("domain").toArray(), ["1", "2"]);
  assert.deepEqual(adata.obs.column("truth").toArray(), ["x", "y"]);
});

Deno.test("matchLabels() works on MuData", () => {
  const data = multiWithRep(blobs(1, 4, 1, 2, 9));
  const labelled = data.with({ obs: { domain: ["1", "1", "2", "2"], truth: ["a", "a", "b", "b"] } });
  const named = matchLabels(labelled, { key: "domain", labelsKey: "truth" });
  assert.deepEqual(named.obs.column("domain").toArray(), ["a", "a", "b", "b"]);
});

Deno.test("matchCodes() makes as many rows agree as can, and no pair that shares none", () => {
  const labels = Int32Array.of(0, 0, 1, 1, 2, -1), reference = Int32Array.of(1, 1, 1, 0, 0, 0);
  assert.deepEqual([...matchCodes(labels, reference, 3, 2)], [1, 0, -1]);
  assert.deepEqual([...matchCodes(Int32Array.of(0), Int32Array.of(-1), 1, 1)], [-1]);
  assert.deepEqual([...matchCodes(new Int32Array(0), new Int32Array(0), 2, 0)], [-1, -1]);
  assertThrows(() => matchCodes(labels, reference.subarray(1), 3, 2), "Misaligned", /labels to have length 5.*found 6/);
});

Deno.test("matchCodes() agrees with the best of all pairings", () => {
  const rng = new Rng(2);
  for (let round = 0; round < 30; round++) {
    const labels = Int32Array.from({ length: 30 }, () => rng.integer(4) - 1);
    const reference = Int32Array.from({ length: 30 }, () => rng.integer(4) - 1);
    const agreeing = (partners: ArrayLike<number>) =>
      labels.reduce(
        (sum, label, i) => sum + Number(label >= 0 && reference[i]! >= 0 && partners[label] === reference[i]),
        0,
      );
    const all = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    assert.equal(agreeing(matchCodes(labels, reference, 3, 3)), Math.max(...all.map(agreeing)));
  }
});

Deno.test("matchLabels() of more labels than names, and of none", () => {
  const obs = new Frame(spotNames(5), { domain: ["1", "2", "3", "4", "4"], truth: ["x", "x", "x", "x", "x"] });
  const named = matchLabels(new AnnData({ obs }), { key: "domain", labelsKey: "truth" }).obs.column("domain").toArray();
  assert.deepEqual(named, ["1", "2", "3", "x", "x"]);
  const empty = new Frame([], { domain: categorical([]), truth: categorical([]) });
  assert.equal(matchLabels(new AnnData({ obs: empty }), { key: "domain", labelsKey: "truth" }).nObs, 0);
});
