import assert from "node:assert/strict";
import { AnnData, Dense, Frame, MuData, unpair } from "../../src/data/mod.ts";

const rna = new AnnData({ X: Dense.fromRows([[1], [2], [3]]), obs: new Frame(["a", "b", "c"]) });
const atac = new AnnData({ X: Dense.fromRows([[5], [6]]), obs: new Frame(["c", "a"]) });
const both = new MuData({ mod: { rna, atac } }).with({
  obs: { kind: ["k", "l", "m"] },
  obsm: { spatial: Dense.fromRows([[0, 1], [2, 3], [4, 5]]) },
});

Deno.test("unpair() gives every modality cells of its own, with what the whole knows of them", () => {
  const apart = unpair(both);
  assert.deepEqual(apart.obsNames, ["rna:a", "rna:b", "rna:c", "atac:c", "atac:a"]);
  assert.deepEqual(apart.obs.column("kind").toArray(), ["k", "l", "m", "m", "k"]);
  assert.deepEqual(apart.obs.column("cell").toArray(), ["a", "b", "c", "c", "a"]);
  assert.deepEqual(apart.obs.column("modality").toArray(), ["rna", "rna", "rna", "atac", "atac"]);
  assert.deepEqual([...(apart.obsm.spatial as Dense).data], [0, 1, 2, 3, 4, 5, 4, 5, 0, 1]);
  assert.deepEqual([...apart.obsmap.atac!], [0, 0, 0, 1, 2]);
});

Deno.test("unpair() does not change what it was given, and can be called on what is apart", () => {
  unpair(both);
  assert.deepEqual(both.obsNames, ["a", "b", "c"]);
  assert.deepEqual(unpair(unpair(both)).nObs, 5);
});
