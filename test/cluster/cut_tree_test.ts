import assert from "node:assert/strict";

import { cutTree } from "../../src/cluster/cut_tree.ts";
import { hierarchicalStart } from "../../src/cluster/hierarchical_start.ts";
import { assertThrows, blobs } from "./helpers.ts";

Deno.test("cutTree() names clusters in order of first appearance", () => {
  const tree = { nObs: 4, merges: Int32Array.of(2, 3, 0, 3, 0, 1) };
  assert.deepEqual([...cutTree(tree, 4)], [0, 1, 2, 3]);
  assert.deepEqual([...cutTree(tree, 3)], [0, 1, 2, 2]);
  assert.deepEqual([...cutTree(tree, 2)], [0, 1, 0, 0]);
  assert.deepEqual([...cutTree(tree, 1)], [0, 0, 0, 0]);
  assertThrows(() => cutTree(tree, 5), "InvalidArgument", /nClusters.*from 1 to 4/);
  assertThrows(() => cutTree(tree, 0), "InvalidArgument", /nClusters/);
});

Deno.test("cutTree() at rising numbers only ever splits clusters", () => {
  const tree = hierarchicalStart(blobs(11, 40, 2, 3, 4));
  for (let nClusters = 1; nClusters < 40; nClusters++) {
    const coarse = cutTree(tree, nClusters), fine = cutTree(tree, nClusters + 1);
    assert.equal(new Set(coarse).size, nClusters);
    const parents = new Map<number, number>();
    fine.forEach((label, i) => {
      assert.equal(parents.get(label) ?? coarse[i], coarse[i], "a cluster with two parents");
      parents.set(label, coarse[i]!);
    });
  }
});

Deno.test("cutTree() of no rows has no cluster to cut at, of one row one", () => {
  assertThrows(() => cutTree({ nObs: 0, merges: new Int32Array(0) }, 1), "InvalidArgument", /nClusters/);
  assert.deepEqual([...cutTree({ nObs: 1, merges: new Int32Array(0) }, 1)], [0]);
});
