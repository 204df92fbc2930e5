// deno-lint-ignore-file camelcase -- methods' names are those of the slots they write
import assert from "node:assert/strict";
import { Dense, type MuData } from "../../src/data/mod.ts";
import { type Engine, openEngine } from "../../src/engine/mod.ts";
import { type Method, methods } from "../../src/methods/mod.ts";
import { Training } from "../../src/train/mod.ts";
import { cells } from "./cells.ts";
import { sections } from "./sections.ts";
import { tissue } from "./tissue.ts";

/** Every method with its presets: a method that is not here fails the first test. */
const PRESETS: Readonly<Record<string, readonly string[]>> = {
  crct: ["paper", "default"],
  hop_means: ["default"],
  pca_concat: ["default"],
  praga: ["paper", "released", "code", "default"],
  scmrdr: ["default", "paper", "released", "constructor", "betaVae", "scvi"],
  ria: ["paper", "released", "code", "default", "stable"],
  smart: ["paper", "released", "default"],
  smart_ms: ["paper", "released", "default", "tonsil"],
  smoothed_pca: ["default"],
  trsmi: ["paper", "released", "default"],
  spatialglue: ["paper", "released", "code", "default"],
  wnn: ["default"],
};
const ENGINES = [await openEngine({ engine: "native" }), await openEngine({ engine: "wasm" })];

/** A method as every preset has it, and with every part taken away. */
function* forms(name: string): Generator<readonly [label: string, method: Method]> {
  for (const preset of PRESETS[name]!) {
    // Small sections have few pairs, which is told on standard error.
    const method = methods[name]!({ preset, ...(name === "smart_ms" && { minPairs: 0 }) });
    yield [`${name} (${preset})`, method];
    for (const [part, change] of Object.entries(method.ablations)) {
      yield [`${name} (${preset}) without ${part}`, method.variant(change)];
    }
  }
}

/** Bytes that the few graphs of a method on 25 spots take. */
const HELD_FOR_GRAPHS = 40_000;

/** A tissue with the places of its spots. */
function placed(side: number): MuData {
  const spatial = Dense.fromRows(Array.from({ length: side * side }, (_, i) => [i % side, Math.floor(i / side)]));
  return tissue(side).with({ obsm: { spatial } });
}

/** An update, unless there is nothing to train. */
async function step(method: Method, training: Training): Promise<void> {
  if (method.nEpochs > 0) await training.step();
}

function dataFor({ name, observations }: Method): MuData {
  if (observations === "disjoint") return cells();
  if (name === "smart_ms") return sections();
  return placed(name === "smoothed_pca" ? 6 : 5);
}

async function open(engine: Engine, method: Method): Promise<Training> {
  const inputs = method.inputs(dataFor(method), {});
  return await Training.open({ method, engine, inputs, seed: 1, nEpochs: 2 });
}

Deno.test("methods: every one is held to compiled kernels here, with all its presets", () => {
  assert.deepEqual(Object.keys(PRESETS).sort(), Object.keys(methods).sort());
});

for (const name of Object.keys(PRESETS)) {
  Deno.test(`${name}: no op of a step or of the embedding runs on plain JavaScript`, async () => {
    for (const [label, method] of forms(name)) {
      for (const engine of ENGINES) {
        const { fallbacks } = engine.backend!;
        fallbacks.clear();
        const training = await open(engine, method);
        await step(method, training);
        await step(method, training);
        await training.embed();
        await training.outputs();
        training.dispose();
        assert.deepEqual([...fallbacks.keys()], [], `${label} on ${engine.name}: ops without a compiled kernel`);
      }
    }
  });

  Deno.test(`${name}: leaves no tensor and no memory behind, and keeps nothing for later`, async () => {
    for (const [label, method] of forms(name)) {
      for (const engine of ENGINES) {
        engine.trim();
        const [nTensors, { live }] = [engine.nTensors, engine.memory];
        const training = await open(engine, method);
        // The first steps differ: a learned graph begins as a constant, prototypes come half way.
        for (let warm = 0; warm < 2; warm++) await step(method, training);
        const [inStep, { live: before }] = [engine.nTensors, engine.memory];
        await step(method, training);
        assert.equal(engine.nTensors, inStep, `${label}: a step leaves tensors`);
        // Less is possible: the collector may take a former graph meanwhile.
        assert(engine.memory.live <= before, `${label}: a step leaves ${engine.memory.live - before} bytes`);
        await training.embed();
        training.dispose();
        assert.equal(engine.nTensors, nTensors, `${label}: tensors`);
        assert.equal(engine.memory.pooled, 0, label);
        // What is held for a graph goes when the collector takes the graph.
        assert(engine.memory.live - live < HELD_FOR_GRAPHS, `${label}: ${engine.memory.live - live} bytes`);
      }
    }
  });
}
