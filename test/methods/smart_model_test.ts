import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { openEngine } from "../../src/engine/mod.ts";
import { resolveConfig } from "../../src/methods/smart/config.ts";
import { SmartNet } from "../../src/methods/smart/model.ts";
import { constantFeatures, neighborMean } from "../../src/nn/mod.ts";
import { normals } from "../engine/helpers.ts";
import { gridGraph } from "./tissue.ts";

const engine = await openEngine();
const LAYOUT = { modalities: [{ name: "rna", nFeatures: 7 }, { name: "adt", nFeatures: 3 }] };

function net(change: Readonly<Record<string, unknown>> = {}, layout = LAYOUT): SmartNet {
  return new SmartNet(engine, layout, resolveConfig("default", { nLatent: 4, ...change }), new Rng(1));
}

Deno.test("SmartNet registers every weight under its part, modality and layer", async () => {
  const { parameters } = net();
  const shapes = Object.fromEntries([...(await parameters.save())].map(([name, { shape }]) => [name, shape.join("×")]));
  assert.deepEqual(shapes, {
    "encoder.rna.1.neighbor.weight": "7×4",
    "encoder.rna.1.neighbor.bias": "4",
    "encoder.rna.1.self.weight": "7×4",
    "encoder.rna.2.neighbor.weight": "4×4",
    "encoder.rna.2.neighbor.bias": "4",
    "encoder.rna.2.self.weight": "4×4",
    "encoder.adt.1.neighbor.weight": "3×4",
    "encoder.adt.1.neighbor.bias": "4",
    "encoder.adt.1.self.weight": "3×4",
    "encoder.adt.2.neighbor.weight": "4×4",
    "encoder.adt.2.neighbor.bias": "4",
    "encoder.adt.2.self.weight": "4×4",
    "fusion.weight": "8×4",
    "fusion.bias": "4",
    "decoder.rna.1.neighbor.weight": "4×4",
    "decoder.rna.1.neighbor.bias": "4",
    "decoder.rna.1.self.weight": "4×4",
    "decoder.rna.2.neighbor.weight": "4×7",
    "decoder.rna.2.neighbor.bias": "7",
    "decoder.rna.2.self.weight": "4×7",
    "decoder.adt.1.neighbor.weight": "4×4",
    "decoder.adt.1.neighbor.bias": "4",
    "decoder.adt.1.self.weight": "4×4",
    "decoder.adt.2.neighbor.weight": "4×3",
    "decoder.adt.2.neighbor.bias": "3",
    "decoder.adt.2.self.weight": "4×3",
  });
  parameters.dispose();
});

Deno.test("SmartNet has as many layers as nLayers says", () => {
  for (const nLayers of [1, 2, 3]) {
    const { parameters } = net({ nLayers });
    assert.equal(parameters.names.length, 2 * 2 * 3 * nLayers + 2);
    parameters.dispose();
  }
});

Deno.test("SmartNet lets only the fusion layer learn with fusionOnly", () => {
  const { parameters } = net({ trainable: "fusionOnly" });
  assert.deepEqual([...parameters.trainable.keys()], ["fusion.weight", "fusion.bias"]);
  parameters.dispose();
});

Deno.test("SmartNet gives a modality the same first weights whatever other modalities there are", async () => {
  const both = net(), alone = net({}, { modalities: [LAYOUT.modalities[1]!] });
  const name = "decoder.adt.2.self.weight";
  assert.deepEqual((await alone.parameters.save()).get(name), (await both.parameters.save()).get(name));
  both.parameters.dispose();
  alone.parameters.dispose();
});

Deno.test("SmartNet encodes to unit rows; decoder rows are unit unless decoderNorm is false", () => {
  for (const decoderNorm of [true, false]) {
    const made = net({ decoderNorm });
    const operator = neighborMean(gridGraph(5), { edgeDirection: "reverse" });
    const data = normals(new Rng(2), 25 * 7);
    const [encoded, decoded] = engine.run(() => {
      const features = constantFeatures(engine, data, [25, 7], operator);
      const z = made.encode(0, features, operator);
      return [z.dataSync().slice(), made.decode(0, z, operator).dataSync().slice()];
    }) as [Float32Array, Float32Array];
    const lengths = (rows: Float32Array, width: number) =>
      Array.from({ length: 25 }, (_, i) => Math.hypot(...rows.subarray(i * width, (i + 1) * width)));
    assert(lengths(encoded, 4).every((length) => Math.abs(length - 1) < 1e-6));
    assert.equal(lengths(decoded, 7).every((length) => Math.abs(length - 1) < 1e-6), decoderNorm);
    made.parameters.dispose();
  }
});

Deno.test("SmartNet fuses one modality without joining anything", () => {
  const made = net({}, { modalities: [LAYOUT.modalities[0]!] });
  const shape = engine.run(() => made.fuse([engine.tensor(normals(new Rng(1), 20), [5, 4])]).shape);
  assert.deepEqual(shape, [5, 4]);
  made.parameters.dispose();
});
