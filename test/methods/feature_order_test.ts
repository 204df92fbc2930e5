import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { featureOrder } from "../../src/methods/family/feature_order.ts";

const N_OBS = 51_000, N_TYPES = 51;

/** Spots whose type is their number modulo {@linkcode N_TYPES}, each type a direction of its own. */
function modality(name: string, nFeatures: number, seed: number) {
  const rng = new Rng(seed);
  const types = Float32Array.from({ length: N_TYPES * nFeatures }, () => rng.normal());
  const data = Float32Array.from({ length: N_OBS * nFeatures }, (_, p) => {
    const spot = Math.floor(p / nFeatures);
    return types[spot % N_TYPES * nFeatures + p % nFeatures]! + 0.01 * rng.normal();
  });
  return { name, nFeatures, data };
}

Deno.test("featureOrder() leaves few spots where they are", () => {
  const { name, nFeatures, data } = modality("x", 4, 1);
  assert.equal(featureOrder([{ name, nFeatures, data: data.slice(0, 50_000 * nFeatures) }], 50_000), undefined);
});

Deno.test("featureOrder() is a permutation that brings spots of one type together, the same one every time", () => {
  const modalities = [modality("x", 6, 1), modality("y", 9, 2)];
  const order = featureOrder(modalities, N_OBS)!;
  assert.deepEqual(order.slice().sort(), Int32Array.from({ length: N_OBS }, (_, i) => i));
  let together = 0;
  for (let i = 1; i < N_OBS; i++) if (order[i]! % N_TYPES === order[i - 1]! % N_TYPES) together++;
  assert(together > 0.9 * N_OBS, `${together} of ${N_OBS} next to one of their type`);
  assert.deepEqual(featureOrder(modalities, N_OBS), order);
});

Deno.test("featureOrder() takes spots along that no modality has measured", () => {
  const one = modality("x", 4, 1);
  one.data.fill(0, 0, 100 * one.nFeatures);
  assert.equal(new Set(featureOrder([one], N_OBS)).size, N_OBS);
});
