import assert from "node:assert/strict";
import { Dense } from "../../src/data/dense.ts";
import {
  bras,
  isolatedLabelF1,
  isolatedLabels,
  silhouetteBatch,
  silhouetteLabel,
  silhouetteSamples,
} from "../../src/metrics/mod.ts";
import { plantedCells, shuffled } from "./integration_data.ts";
import { assertClose } from "./partitions.ts";

const distance = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.hypot(...Array.from(a, (value, c) => value - b[c]!));

/** The silhouette of one row, pair by pair. */
function byHand(x: Dense, labels: readonly string[], i: number, between: "nearest" | "meanOther" | "furthest"): number {
  const rows = x.toRows();
  const to = (label: string) =>
    rows.flatMap((row, j) => labels[j] === label && j !== i ? [distance(rows[i]!, row)] : []);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const others = [...new Set(labels)].filter((label) => label !== labels[i]).map(to);
  const own = to(labels[i]!);
  if (own.length === 0) return 0;
  const b = between === "nearest"
    ? Math.min(...others.map(mean))
    : between === "furthest"
    ? Math.max(...others.map(mean))
    : mean(others.flat());
  return (b - mean(own)) / Math.max(b, mean(own));
}

Deno.test("silhouetteSamples() sums up other clusters as asked", () => {
  for (const seed of [1, 2, 3]) {
    const { x, labels } = plantedCells(seed, { n: 25, nTypes: 4, apart: 2 });
    for (const between of ["nearest", "meanOther", "furthest"] as const) {
      const scores = silhouetteSamples(x, labels, { betweenClusterDistances: between });
      scores.forEach((score, i) => assertClose(score, byHand(x, labels, i, between), 1e-10));
    }
  }
});

Deno.test("silhouetteSamples() refuses another way of summing up", () => {
  const { x, labels } = plantedCells(1, { n: 12 });
  assert.throws(
    () => silhouetteSamples(x, labels, { betweenClusterDistances: "mean" as never }),
    { name: "WeftError[InvalidArgument]", message: /betweenClusterDistances to be one of 'nearest', 'meanOther'/ },
  );
});

Deno.test("silhouetteLabel() is the mean silhouette moved to 0 … 1", () => {
  const { x, labels } = plantedCells(4, { n: 60, apart: 3 });
  const mean = silhouetteSamples(x, labels).reduce((sum, score) => sum + score, 0) / 60;
  assertClose(silhouetteLabel(x, labels), (1 + mean) / 2);
  assert(Number.isNaN(silhouetteLabel(x, new Array(60).fill("T"))));
});

Deno.test("silhouetteBatch() averages 1 − |s| within types, types weighing alike", () => {
  const { x, labels, batch } = plantedCells(5, { n: 90, nBatches: 3, shift: 2 });
  const types = [...new Set(labels)].map((type) => {
    const rows = labels.flatMap((label, i) => label === type ? [i] : []);
    const scores = silhouetteSamples(x.takeRows(rows), rows.map((i) => batch[i]!));
    return scores.reduce((sum, score) => sum + 1 - Math.abs(score), 0) / scores.length;
  });
  assertClose(silhouetteBatch(x, labels, batch), types.reduce((sum, score) => sum + score, 0) / types.length);
});

Deno.test("silhouetteBatch() falls when batches are moved apart, and so does bras()", () => {
  const at = (shift: number) => plantedCells(6, { shift });
  const scores = [0, 3, 12].map((shift) => silhouetteBatch(at(shift).x, at(shift).labels, at(shift).batch));
  assert(scores[0]! > scores[1]! && scores[1]! > scores[2]!, `${scores}`);
  const [mixed, apart] = [0, 12].map((shift) => bras(at(shift).x, at(shift).labels, at(shift).batch));
  assert(mixed! > apart!);
});

Deno.test("silhouetteBatch() skips types of one batch and is NaN when no type is left", () => {
  const { x, labels, batch } = plantedCells(7, { n: 60 });
  const lonely = labels.map((label, i) => label === "type 0" ? "batch 0" : batch[i]!);
  const others = labels.flatMap((label, i) => label === "type 0" ? [] : [i]);
  const without = silhouetteBatch(x.takeRows(others), others.map((i) => labels[i]!), others.map((i) => batch[i]!));
  assertClose(silhouetteBatch(x, labels, lonely), without);
  assert(Number.isNaN(silhouetteBatch(x, labels, new Array(60).fill("b"))));
  assert(Number.isNaN(silhouetteBatch(x, new Array(60).fill("T"), labels.map((_, i) => i))));
});

Deno.test("silhouetteBatch() leaves out rows that miss a type or a batch", () => {
  const { x, labels, batch } = plantedCells(8, { n: 60 });
  const kept = labels.flatMap((_, i) => i % 5 ? [i] : []);
  const holes = labels.map((label, i) => i % 10 === 0 ? null : label);
  const gaps = batch.map((name, i) => i % 10 === 5 ? null : name);
  const score = silhouetteBatch(x.takeRows(kept), kept.map((i) => labels[i]!), kept.map((i) => batch[i]!));
  assertClose(silhouetteBatch(x, holes, gaps), score);
});

Deno.test("silhouette scores do not depend on the order of cells or the names of batches", () => {
  const cells = plantedCells(9, { n: 75, nBatches: 3, shift: 1 });
  const { x, labels, batch } = shuffled(cells, 3);
  for (const score of [silhouetteBatch, bras, isolatedLabels]) {
    const renamed = batch.map((name) => ({ "batch 0": "z", "batch 1": "m", "batch 2": "a" })[name]!);
    assertClose(score(x, labels, renamed), score(cells.x, cells.labels, cells.batch), 1e-12);
  }
});

Deno.test("silhouette scores tell lengths that do not fit", () => {
  const { x, labels, batch } = plantedCells(10, { n: 12 });
  for (const score of [silhouetteBatch, bras, isolatedLabels]) {
    assert.throws(() => score(x, labels.slice(1), batch), {
      name: "WeftError[Misaligned]",
      message: /labels to have length 12/,
    });
    assert.throws(() => score(x, labels, batch.slice(1)), {
      name: "WeftError[Misaligned]",
      message: /batch to have length 12/,
    });
  }
});

Deno.test("isolatedLabels() scores the types found in fewest batches", () => {
  const { x, labels, batch } = plantedCells(11, { n: 60, apart: 4 });
  const only = labels.map((label, i) => label === "type 2" ? "batch 0" : batch[i]!);
  const scores = silhouetteSamples(x, labels);
  const mean = (types: string[]) => {
    const means = types.map((type) => {
      const own = scores.filter((_, i) => labels[i] === type);
      return own.reduce((sum, score) => sum + (score + 1) / 2, 0) / own.length;
    });
    return means.reduce((sum, score) => sum + score, 0) / means.length;
  };
  assertClose(isolatedLabels(x, labels, only), mean(["type 2"]));
  assertClose(isolatedLabels(x, labels, only, { isoThreshold: 2 }), mean(["type 0", "type 1", "type 2"]));
  assertClose(isolatedLabels(x, labels, batch), mean(["type 0", "type 1", "type 2"]));
  assert(Number.isNaN(isolatedLabels(x, labels, batch, { isoThreshold: 1 })));
});

Deno.test("isolatedLabels() refuses a threshold below one batch", () => {
  const { x, labels, batch } = plantedCells(1, { n: 12 });
  assert.throws(() => isolatedLabels(x, labels, batch, { isoThreshold: 0 }), {
    name: "WeftError[InvalidArgument]",
    message: /isoThreshold to be an integer ≥ 1/,
  });
});

Deno.test("isolatedLabelF1() takes the best cluster of the best partition for each isolated type", () => {
  const labels = ["a", "a", "a", "b", "b", "c", "c", "c"];
  const batch = ["1", "2", "1", "1", "1", "2", "2", "2"];
  const first = [0, 0, 0, 0, 0, 1, 1, 2];
  const second = [0, 0, 1, 1, 1, 2, 2, 2];
  // b: 2·2/(5 + 2) in the first, 2·2/(3 + 2) in the second; c: 2·2/(2 + 3), then 1.
  assertClose(isolatedLabelF1(labels, batch, [first]), (4 / 7 + 4 / 5) / 2);
  assertClose(isolatedLabelF1(labels, batch, [first, second]), (4 / 5 + 1) / 2);
});

Deno.test("isolatedLabelF1() is NaN when every type is in every batch, unless a threshold says otherwise", () => {
  const [labels, batch] = [["a", "a", "b", "b"], ["1", "2", "1", "2"]];
  assert(Number.isNaN(isolatedLabelF1(labels, batch, [labels])));
  assert.equal(isolatedLabelF1(labels, batch, [labels], { isoThreshold: 2 }), 1);
  assert.equal(isolatedLabelF1(labels, batch, [], { isoThreshold: 2 }), 0);
});

Deno.test("isolatedLabelF1() leaves out rows without label and counts cells without cluster as missed", () => {
  const labels = ["a", "a", null, "b"];
  const batch = ["1", "1", "1", "2"];
  assert.equal(isolatedLabelF1(labels, batch, [[0, 0, 0, 1]], { isoThreshold: 1 }), 1);
  assertClose(isolatedLabelF1(labels, batch, [[0, null, 0, 1]], { isoThreshold: 1 }), (2 / 3 + 1) / 2);
  assert.throws(() => isolatedLabelF1(labels, batch, [[0, 1]]), { name: "WeftError[Misaligned]" });
});
