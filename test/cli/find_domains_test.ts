import assert from "node:assert/strict";
import { WeftError } from "../../src/core/error.ts";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Rng } from "../../src/core/rng.ts";
import type { ColumnInput } from "../../src/data/columns/column.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { MuData } from "../../src/data/mudata.ts";
import { findDomains, wantedClusters } from "../../src/cli/integrate/find_domains.ts";
import { readSettings } from "../../src/cli/integrate/settings.ts";
import { partition } from "../../src/study/partition.ts";
import { smallModality, spotNames } from "./small_tissue.ts";

/** Groups of twenty spots far from each other, with a column of labels. */
function groups(nGroups: number, labels?: ColumnInput): MuData {
  const nObs = 20 * nGroups;
  const rng = new Rng(3);
  const at = (q: number) => (q % 2 === 0 ? 1000 * Math.floor(q / 40) : 0) + rng.normal();
  const embedding = new Dense(Float32Array.from({ length: 2 * nObs }, (_, q) => at(q)), { shape: [nObs, 2] });
  const obs = new Frame(spotNames(nObs), labels === undefined ? {} : { labels });
  return new MuData({ mod: { adt: smallModality({ nObs, obs }) } }).with({ obsm: { X_smart: embedding }, obs });
}

const settings = (...flags: readonly string[]) => readSettings(["--input", "t", "--out", "o", ...flags]);
const refused = (tag: "TooSmall" | "BadValues", message: RegExp) => (error: unknown) =>
  isWeftError(error, tag) && message.test(error.message);

Deno.test("wantedClusters() takes the number told before that of the labels, and leaves auto to the data", () => {
  const labels = spotNames(40).map((_, i) => i % 4);
  assert.equal(wantedClusters(groups(2, labels), settings("--n-clusters", "7", "--labels-key", "labels")), 7);
  assert.equal(wantedClusters(groups(2, labels), settings("--labels-key", "labels")), 4);
  assert.equal(wantedClusters(groups(2), settings()), undefined);
});

Deno.test("wantedClusters() counts the labels that occur, missing ones not among them", () => {
  const labels = spotNames(40).map((_, i) => i < 5 ? null : i % 2 === 0 ? "a" : "b");
  assert.equal(wantedClusters(groups(2, labels), settings("--labels-key", "labels")), 2);
});

Deno.test("wantedClusters() refuses as many clusters as spots, and columns that hold no labels", () => {
  assert.throws(() => wantedClusters(groups(2), settings("--n-clusters", "40")), refused("TooSmall", /the 40 spots/));
  const key = settings("--labels-key", "labels");
  assert.throws(
    () => wantedClusters(groups(2, spotNames(40)), key),
    refused("TooSmall", /40 labels in obs\['labels'\]/),
  );
  const missing = spotNames(40).map(() => NaN);
  assert.throws(() => wantedClusters(groups(2, missing), key), refused("BadValues", /every value is missing/));
  const measured = spotNames(40).map((_, i) => i / 3);
  assert.throws(() => wantedClusters(groups(2, measured), key), refused("BadValues", /numbers with fractions/));
});

for (const method of ["gmm", "kmeans", "leiden"] as const) {
  Deno.test(`partition() by ${method} finds groups that lie apart`, () => {
    const options = { useRep: "X_smart", keyAdded: "found", nClusters: 3, seed: 0 };
    const found = partition(groups(3), method, options).obs.column("found").toArray();
    for (let k = 0; k < 3; k++) assert.equal(new Set(found.slice(20 * k, 20 * (k + 1))).size, 1);
    assert.equal(new Set(found).size, 3);
  });
}

Deno.test("partition() by leiden passes on what failed but is no lack of a resolution, in its own words", () => {
  const onProgress = ({ stage }: { readonly stage: string }) => {
    if (stage !== "searching the resolution") return;
    throw new WeftError("Failed", { expected: "this machine to have 8 bytes more", found: "no room for them" });
  };
  const options = { useRep: "X_smart", keyAdded: "found", nClusters: 2, seed: 0, onProgress };
  assert.throws(() => partition(groups(3), "leiden", options), { message: /8 bytes more but found no room/ });
});

Deno.test("findDomains() takes the nearest number that Leiden gives when it cannot give the one told, and says so", () => {
  const found = findDomains(groups(4), "X_smart", "domain", 2, settings("--cluster", "leiden"), {});
  assert.equal(found.nClusters, 4);
  assert.deepEqual(found.notes, ["leiden gives no 2 domains; 4 is the nearest."]);
});

for (const cluster of ["gmm", "kmeans"]) {
  Deno.test(`findDomains() by ${cluster} finds the number of groups by BIC and keeps the curve`, () => {
    const { nClusters, criterion, notes } = findDomains(
      groups(3),
      "X_smart",
      "domain",
      undefined,
      settings("--cluster", cluster),
      {},
    );
    assert.equal(nClusters, 3);
    assert.equal(criterion!.chosen, 3);
    assert.equal(Math.min(...criterion!.values), criterion!.values[criterion!.nClusters.indexOf(3)]);
    assert.deepEqual(notes, []);
  });
}
