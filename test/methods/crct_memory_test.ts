import assert from "node:assert/strict";
import { openEngine } from "../../src/engine/mod.ts";
import { crct } from "../../src/methods/mod.ts";
import { forecastMemory, Training } from "../../src/train/mod.ts";
import { standIn } from "../../src/train/stand_in.ts";

const MODALITIES = { rna: 12, adt: 6 };
const EDGES_PER_SPOT = 6;

Deno.test("crct takes memory in proportion to the spots once everything takes part: no matrix of all with all", async () => {
  const engine = await openEngine({ engine: "wasm" });
  const method = crct({ nLatent: 16, nPrototypes: 4, lr: 1e-4, labelStart: 1, betaStart: 2 });
  const options = { modalities: MODALITIES, engine: "wasm" } as const;
  const nObs = 6_000;
  const size = { nObs, modalities: MODALITIES, nEdges: EDGES_PER_SPOT * nObs };
  const inputs = method.inputs(standIn(method, size, {}), {});
  const opened = await engine.meter(() => Training.open({ method, engine, inputs, seed: 0, nEpochs: 4 }));
  const training = opened.result;
  const { reading } = await engine.meter(async () => {
    for (let epoch = 0; epoch < 4; epoch++) await training.step();
    await training.embed();
  });
  training.dispose();
  const taken = opened.reading.left + reading.held;
  // The forecast is a straight line through 1,500 and 3,000 spots, trained with augmentation and the cluster term.
  const { bytes } = await forecastMemory(crct({ nLatent: 16, nPrototypes: 4, lr: 1e-4 }), { ...options, ...size });
  assert(Math.abs(taken / bytes - 1) < 0.15, `${taken} bytes for ${nObs} spots, ${bytes} forecast`);
  assert(taken < 4 * nObs * nObs / 4, `${taken} bytes: as much as a matrix of spots with spots`);
});
