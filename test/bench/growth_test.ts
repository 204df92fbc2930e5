import assert from "node:assert/strict";
import { tiledTissue } from "../../bench/problems/tiled_tissue.ts";
import { SPATIAL_METHODS } from "../../src/cli/spatial_methods.ts";
import { openEngine } from "../../src/engine/open_engine.ts";
import { methods } from "../../src/methods/methods.ts";
import { Training } from "../../src/train/training.ts";

/** What the ops of two epochs hold at the peak; constants of the training are not among it. */
async function peakBytes(name: string, n: number): Promise<number> {
  const engine = await openEngine();
  const method = methods[name]!();
  const inputs = method.inputs(tiledTissue(n, method), {});
  const training = await Training.open({ method, engine, inputs, seed: 0, nEpochs: 2 });
  const { reading } = await engine.meter(async () => {
    for (let epoch = 0; epoch < 2; epoch++) await training.step();
  });
  training.dispose();
  return Object.entries(reading.byOp).reduce((sum, [op, bytes]) => op === "before" ? sum : sum + bytes, 0);
}

for (const name of SPATIAL_METHODS.filter((name) => methods[name]!().nEpochs > 0)) {
  Deno.test(`${name}: twice the spots take twice the memory within 15 %`, async () => {
    const [few, many] = [await peakBytes(name, 1500), await peakBytes(name, 3000)];
    assert(many < 2 * 1.15 * few, `${few} bytes at 1,500 spots, ${many} at 3,000`);
  });
}
