import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/mod.ts";
import { openEngine } from "../../src/engine/mod.ts";
import { type Method, praga, ria, smart, trsmi } from "../../src/methods/mod.ts";
import { forecastMemory, Training } from "../../src/train/mod.ts";
import { checkRoomFor } from "../../src/train/check_memory.ts";
import { standIn } from "../../src/train/stand_in.ts";
import { collectGarbage } from "./collect_garbage.ts";

const GB = 2 ** 30;

/** What two updates and the embedding really take of an engine's memory. */
async function measured(
  engineName: "native" | "wasm",
  method: ReturnType<typeof smart>,
  size: Parameters<typeof standIn>[1],
): Promise<number> {
  const engine = await openEngine({ engine: engineName });
  const inputs = method.inputs(standIn(method, size, {}), {});
  // Constants of a training are given back when its arrays are collected: not while another is being measured.
  await collectGarbage(() => engine.memory.live);
  engine.trim();
  const { live } = engine.memory;
  const training = await Training.open({ method, engine, inputs, seed: 3, nEpochs: 4 });
  const { reading } = await engine.meter(async () => {
    for (let epoch = 0; epoch < 4; epoch++) await training.step();
    await training.embed();
  });
  const { pooled } = engine.memory;
  // All that the engine holds, however it is counted.
  const held = Math.max(reading.peak, reading.after + pooled) - live;
  training.dispose();
  return held;
}

for (
  const [label, method] of [
    ["default", smart({ nLatent: 16 })],
    ["without a graph", smart({ nLatent: 8, useGraph: false })],
    ["without triplets", smart({ nLatent: 32, tripletWeight: 0 })],
  ] as const
) {
  Deno.test(`forecastMemory() tells what smart ${label} takes at a larger size, within 15 %`, async () => {
    for (const engine of ["native", "wasm"] as const) {
      const size = { nObs: 25_000, modalities: { rna: 20, adt: 11 }, nEdges: 25_000 * 8 };
      const { bytes, perSpot, fixed } = await forecastMemory(method, { ...size, engine });
      assert.equal(bytes, Math.ceil(fixed + 25_000 * perSpot));
      const real = await measured(engine, method, size);
      assert(Math.abs(bytes / real - 1) < 0.15, `${label} on ${engine}: ${bytes} forecast, ${real} measured`);
    }
  });
}

Deno.test("forecastMemory() counts prototypes that come after a hundred epochs only", async () => {
  const of = (method: Method) => forecastMemory(method, { nObs: 100_000, modalities: [20, 10], engine: "native" });
  for (const make of [praga, ria]) {
    const late = await of(make({ prototypeStart: 100, nLatent: 16, nPrototypes: 64 }));
    const first = await of(make({ prototypeStart: 0, nLatent: 16, nPrototypes: 64 }));
    const fewer = await of(make({ prototypeStart: 100, nLatent: 16, nPrototypes: 14 }));
    assert(Math.abs(late.bytes / first.bytes - 1) < 0.01, `${late.bytes} and ${first.bytes}`);
    assert(late.bytes > fewer.bytes * 1.1, `${late.bytes} and ${fewer.bytes}`);
  }
});

Deno.test("forecastMemory() tells what praga takes at a larger size once it has prototypes, within 15 %", async () => {
  const size = { nObs: 8000, modalities: { rna: 20, adt: 11 }, nEdges: 8000 * 6 };
  const method = (prototypeStart: number) =>
    praga({ preset: "released", lr: 1e-6, nLatent: 16, nPrototypes: 4, prototypeStart });
  const { bytes } = await forecastMemory(method(100), { ...size, engine: "native" });
  const real = await measured("native", method(2), size);
  assert(Math.abs(bytes / real - 1) < 0.15, `${bytes} forecast, ${real} measured`);
});

Deno.test("forecastMemory() tells what trsmi takes at a size at which only near spots are aligned, within 15 %", async () => {
  const size = { nObs: 8000, modalities: { rna: 20, adt: 11 }, nEdges: 8000 * 6 };
  const method = trsmi({ nLatent: 16, nPrototypes: 4, alignExactSpots: 4000 });
  const { bytes } = await forecastMemory(method, { ...size, engine: "native" });
  const real = await measured("native", method, size);
  assert(Math.abs(bytes / real - 1) < 0.15, `${bytes} forecast, ${real} measured`);
});

Deno.test("forecastMemory() grows with the graph, the features and the latent dimensions, and leaves nothing behind", async () => {
  const engine = await openEngine({ engine: "native" });
  const size = { nObs: 50_000, modalities: [20, 10] };
  const nTensors = engine.nTensors;
  const base = await forecastMemory(smart({ nLatent: 16 }), size);
  const wide = await forecastMemory(smart({ nLatent: 16 }), { ...size, modalities: [40, 10] });
  const deep = await forecastMemory(smart({ nLatent: 32 }), size);
  const dense = await forecastMemory(smart({ nLatent: 16 }), { ...size, nEdges: 30 * size.nObs });
  for (const larger of [wide, deep, dense]) assert(larger.perSpot > base.perSpot * 1.05);
  assert.equal(engine.nTensors, nTensors);
  assert.equal(engine.memory.pooled, 0);
});

Deno.test("forecastMemory() of smart at 200,000 spots stays below 2 GB", async () => {
  const { bytes } = await forecastMemory(smart(), { nObs: 200_000, modalities: { rna: 30, adt: 30 } });
  assert(bytes < 2 * GB, `${(bytes / GB).toFixed(2)} GB`);
});

Deno.test("forecastMemory() refuses sizes that are none, and engines that do not count", async () => {
  const method = smart();
  const wrong = [
    [{ nObs: 0, modalities: [3] }, "InvalidArgument", /nObs to be an integer/],
    [{ nObs: 5, modalities: [] }, "TooSmall", /at least one modality/],
    [{ nObs: 5, modalities: [0] }, "InvalidArgument", /width of a modality/],
    [{ nObs: 5, modalities: [3], nEdges: -1 }, "InvalidArgument", /nEdges to be an integer/],
    [{ nObs: 5, modalities: [3], engine: "cpu" }, "Unsupported", /counts its memory/],
  ] as const;
  for (const [options, tag, message] of wrong) {
    await assert.rejects(forecastMemory(method, options), (error: unknown) => {
      assert(isWeftError(error, tag), `${error}`);
      assert.match(error.message, message);
      return true;
    });
  }
});

Deno.test("checkRoomFor() says what is needed, what there is, and how many spots would fit", () => {
  const forecast = { bytes: 6 * GB, perSpot: 6000, fixed: 0 };
  const inWasm = { limit: 4 * GB, live: GB, available: 20 * GB };
  assert.throws(() => checkRoomFor(forecast, inWasm, 1_073_742), (error: unknown) => {
    assert(isWeftError(error, "Failed"));
    assert.match(error.message, /6.0 GB of memory for 1073742 spots but found 3.0 GB left in WebAssembly/);
    assert.match(error.message, /Use engine: "native", or 536870 spots at most/);
    return true;
  });
  const onMachine = { limit: Infinity, live: 0, available: 2 * GB };
  assert.throws(() => checkRoomFor(forecast, onMachine, 1e6), /2.0 GB left on this machine. Use 357913 spots at most/);
  checkRoomFor(forecast, { limit: Infinity, live: 0, available: undefined }, 1e6);
  checkRoomFor(forecast, { limit: Infinity, live: 0, available: 7 * GB }, 1e6);
});

Deno.test("standIn() has every slot the method reads, symmetric, with about as many edges as asked for", () => {
  const data = standIn(smart(), { nObs: 50, modalities: { a: 3, b: 4 }, nEdges: 300 }, {});
  const graph = data.obsp.spatial_connectivities!;
  assert.deepEqual(graph.shape, [50, 50]);
  assert(graph.kind === "csr" && graph.nnz === 300);
  const pairs = new Set<string>();
  for (let i = 0; i < 50; i++) {
    for (let p = graph.indptr[i]!; p < graph.indptr[i + 1]!; p++) pairs.add(`${i},${graph.indices[p]}`);
  }
  assert.equal(pairs.size, 300);
  for (const pair of pairs) assert(pairs.has(pair.split(",").reverse().join()));
});
