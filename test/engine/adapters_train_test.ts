import assert from "node:assert/strict";
import { representation, type UnsDict } from "../../src/data/mod.ts";

import { type EngineName, openEngine } from "../../src/engine/mod.ts";
import { smart } from "../../src/methods/mod.ts";
import { decodeCheckpoint } from "../../src/train/checkpoint.ts";
import { train } from "../../src/train/mod.ts";
import { tissue } from "../methods/tissue.ts";
import { absentAdapter, adapterTest } from "./adapters.ts";
import { assertClose } from "./helpers.ts";

/** Engines that a machine may lack, and how they begin to say why they were taken. */
const ADAPTERS = [["webgpu", "WebGPU"], ["tensorflow", "TensorFlow"]] as const;

/** A short run stopped in the middle, gone on from its checkpoint, and its model used again. */
async function everything(engine: EngineName) {
  const data = tissue(), method = smart({ nLatent: 6 });
  const options = { engine, seed: 3 } as const;
  const half = train(data, method, { ...options, nEpochs: 3 });
  await half.result();
  const checkpoint = await half.checkpoint();
  const whole = train(data, method, { ...options, nEpochs: 6, resume: checkpoint });
  const result = await whole.result();
  const again = await whole.model.embed(data, { engine });
  const receipt = ((result.uns["weft"] as UnsDict)["smart"] as UnsDict)["receipt"] as UnsDict;
  return {
    receipt,
    losses: whole.history.column("total").toArray() as number[],
    embedding: representation(result, "X_smart").data as Float32Array,
    again: representation(again, "X_smart").data as Float32Array,
    weights: decodeCheckpoint(checkpoint).weights,
  };
}

for (const [name, what] of ADAPTERS) {
  const absent = await absentAdapter(name);
  adapterTest(
    `${name}: training, checkpoint, resumption and embedding give what native code gives`,
    absent,
    async () => {
      const engine = await openEngine({ engine: name });
      const { nTensors } = engine;
      const [got, want] = [await everything(name), await everything("native")];
      assert.equal(engine.nTensors, nTensors);
      assert.equal(got.receipt["engine"], name);
      assert.match(String(got.receipt["engine_why"]), new RegExp(`^${what}, asked for by name`));
      assertClose(got.losses, want.losses, 1e-4, "losses");
      assertClose(got.embedding, want.embedding, 1e-4, "embedding");
      assertClose(got.again, got.embedding, 1e-5, "embedding by the model");
      for (const [name, { data }] of want.weights) assertClose(got.weights.get(name)!.data, data, 1e-4, name);
    },
  );
}
