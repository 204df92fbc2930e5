import assert from "node:assert/strict";
import { DATASETS, PRESETS } from "../../src/methods/crct/presets.ts";
import {
  augWeightAt,
  checkEpochWeight,
  clusterWeightAt,
  type CrctSchedule,
  firstClusterEpoch,
  labelPhase,
  strengthAt,
} from "../../src/methods/crct/schedule.ts";

const BASE: CrctSchedule = PRESETS.default;

/** The epochs of a training at which prototypes are found. */
function renewals(schedule: CrctSchedule, nEpochs: number): number[] {
  const epochs = Array.from({ length: nEpochs }, (_, epoch) => epoch);
  return epochs.filter((epoch) => labelPhase(schedule, { epoch, nEpochs }) === "renew");
}

Deno.test("augWeightAt() holds each weight from its epoch on, and one number always", () => {
  const schedule = { ...BASE, augWeight: { 0: 0.05, 5: 0.5, 15: 1 } };
  const at = (epoch: number) => augWeightAt(schedule, { epoch, nEpochs: 50 });
  assert.deepEqual([0, 4, 5, 14, 15, 49].map(at), [0.05, 0.05, 0.5, 0.5, 1, 1]);
  assert.equal(augWeightAt({ ...BASE, augWeight: 0.3 }, { epoch: 7, nEpochs: 9 }), 0.3);
  assert.equal(augWeightAt({ ...BASE, augWeight: { 3: 1 } }, { epoch: 2, nEpochs: 9 }), 0);
});

Deno.test("firstClusterEpoch() is the paper's 100th at most, or two fifths of a short training", () => {
  assert.deepEqual([0, 1, 5, 50, 200, 249, 250, 300, 1000].map((n) => firstClusterEpoch(BASE, { nEpochs: n })), [
    0,
    0,
    2,
    20,
    80,
    99,
    100,
    100,
    100,
  ]);
  assert.equal(firstClusterEpoch({ ...BASE, betaStart: 100 }, { nEpochs: 50 }), 100);
});

Deno.test("clusterWeightAt() is 0 and then the weight; never in 50 epochs of the paper's letter", () => {
  const schedule = { ...BASE, clusterWeight: 3 };
  assert.deepEqual([19, 20].map((epoch) => clusterWeightAt(schedule, { epoch, nEpochs: 50 })), [0, 3]);
  const letter = { ...schedule, betaStart: 100 };
  assert(
    Array.from({ length: 50 }, (_, epoch) => clusterWeightAt(letter, { epoch, nEpochs: 50 })).every((w) => w === 0),
  );
});

Deno.test("strengthAt() grows from a part to the whole of rho0, counted from 1", () => {
  const at = (epoch: number) => strengthAt({ ...BASE, rho0: 2 }, { epoch, nEpochs: 4 });
  assert.deepEqual([0, 1, 2, 3].map(at), [0.5, 1, 1.5, 2]);
});

Deno.test("labelPhase() renews at the first label, at the start of the cluster term and every interval from there", () => {
  assert.deepEqual(renewals(BASE, 300), [5, 100, 150, 200, 250]);
  assert.deepEqual(renewals({ ...BASE, ...DATASETS.hln }, 50), [5, 20]);
  assert.deepEqual(renewals({ ...BASE, betaStart: 10, prototypeInterval: 30 }, 50), [5, 10, 40]);
  assert.deepEqual(renewals({ ...BASE, betaStart: 100 }, 50), [5]);
});

Deno.test("labelPhase() has labels from the start of the cluster term where that comes first", () => {
  assert.deepEqual(renewals({ ...BASE, betaStart: 2, labelStart: 5, prototypeInterval: 4 }, 12), [2, 6, 10]);
  assert.deepEqual(renewals({ ...BASE, betaStart: 5, labelStart: 5 }, 12), [5]);
  assert.deepEqual(renewals({ ...BASE, labelStart: 0 }, 5), [0, 2]);
  assert.equal(labelPhase(BASE, { epoch: 4, nEpochs: 300 }), "off");
  assert.equal(labelPhase(BASE, { epoch: 6, nEpochs: 300 }), "keep");
});

Deno.test("labels and cluster term are there from the first epoch of a rehearsal", () => {
  const late = { ...BASE, labelStart: 50, betaStart: 100 };
  const phases = [0, 1].map((epoch) => labelPhase(late, { epoch, nEpochs: 2, isRehearsal: true }));
  assert.deepEqual(phases, ["renew", "keep"]);
  assert(clusterWeightAt(late, { epoch: 0, nEpochs: 2, isRehearsal: true }) > 0);
  assert.equal(labelPhase(late, { epoch: 0, nEpochs: 2 }), "off");
});

Deno.test("checkEpochWeight() refuses what is no weight or no epoch, and a list that does not begin with 0", () => {
  for (const good of [0, 1.5, { 0: 0 }, { 0: 0.1, 7: 2 }]) assert.doesNotThrow(() => checkEpochWeight(good, "w"));
  for (const bad of [-1, NaN, null, "1", { 0: -1 }, { 0: 1, 1.5: 1 }, { 0: 1, "-3": 1 }, { 0: 1, x: 1 }]) {
    assert.throws(() => checkEpochWeight(bad as never, "w"), { tag: "InvalidArgument" }, JSON.stringify(bad));
  }
  assert.throws(() => checkEpochWeight({ 5: 1 }, "w"), {
    tag: "InvalidArgument",
    message: /beginning with 0 .*first at 5/,
  });
  assert.throws(() => checkEpochWeight({}, "w"), { tag: "InvalidArgument", message: /none/ });
});
