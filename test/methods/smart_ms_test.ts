import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Rng } from "../../src/core/rng.ts";
import { AnnData, Dense, Frame, type MuData } from "../../src/data/mod.ts";
import { spatialNeighbors } from "../../src/graph/mod.ts";
import { smartMs, type SmartMsOptions } from "../../src/methods/mod.ts";
import { resolveConfig } from "../../src/methods/smart_ms/config.ts";
import { smartMsInputs } from "../../src/methods/smart_ms/inputs.ts";
import { sectionTriplets } from "../../src/methods/smart_ms/section_triplets.ts";
import { train } from "../../src/train/mod.ts";
import { readSafetensors } from "../golden/safetensors.ts";
import { sections } from "./sections.ts";

const tagged = (tag: string, message: RegExp) => (error: unknown) => {
  assert(isWeftError(error, tag as never), `${error}`);
  assert.match((error as Error).message, message);
  return true;
};
const configOf = (change: SmartMsOptions = {}) => resolveConfig("default", { minPairs: 0, ...change });
const inputsOf = (data: MuData | AnnData, change: SmartMsOptions = {}) => smartMsInputs(data, configOf(change), {});
const tripletsOf = async (data: MuData, change: SmartMsOptions = {}, m = 0) => {
  const inputs = inputsOf(data, change);
  const flat = await sectionTriplets(inputs.modalities[m]!, inputs.sections, configOf(change), { rng: new Rng(7) });
  const triplets = Array.from({ length: flat.length / 3 }, (_, t) => [...flat.subarray(3 * t, 3 * t + 3)]);
  return triplets as [anchor: number, positive: number, negative: number][];
};
/** What is written to standard error meanwhile. */
async function warnings(work: () => Promise<unknown>): Promise<string[]> {
  const lines: string[] = [];
  const { error } = console;
  console.error = (text: string) => void lines.push(text);
  try {
    await work();
  } finally {
    console.error = error;
  }
  return lines;
}

Deno.test("smartMs() pairs the spots that the authors' routine pairs, and draws negatives as far", async () => {
  const arrays = await readSafetensors(
    new URL("../golden/methods/smart_ms_default.safetensors", import.meta.url).pathname,
  );
  const section = arrays.get("in/section")!.data as Int32Array;
  const rows = (s: number) => Int32Array.from(section.keys()).filter((i) => section[i] === s);
  for (const m of [0, 1]) {
    const { shape: [nObs, nFeatures], data } = arrays.get(`in/x${m}`)!;
    const features = { name: `${m}`, nFeatures: nFeatures!, data: data as Float32Array };
    const parts = [{ name: "0", rows: rows(0) }, { name: "1", rows: rows(1) }];
    const found = await sectionTriplets(features, parts, configOf(), { rng: new Rng(0) });
    const wanted = arrays.get(`in/triplets${m}`)!.data as Int32Array;
    const pairs = (list: Int32Array) =>
      Array.from({ length: list.length / 3 }, (_, t) => `${list[3 * t]} ${list[3 * t + 1]}`).sort();
    assert.deepEqual(pairs(found), pairs(wanted));
    assert.equal(section.length, nObs);
    for (let t = 0; t < found.length; t += 3) {
      const [anchor, negative] = [found[t]!, found[t + 2]!];
      const distance = (i: number) => {
        let sum = 0;
        for (let j = 0; j < nFeatures!; j++) {
          sum += (features.data[i * nFeatures! + j]! - features.data[anchor * nFeatures! + j]!) ** 2;
        }
        return sum;
      };
      const own = [...rows(section[anchor]!)];
      assert.equal(section[negative], section[anchor]);
      const nearer = own.filter((i) => distance(i) < distance(negative)).length;
      assert(nearer >= own.length - Math.floor((own.length - 1) * 0.6) - 1, `${nearer} of ${own.length} are nearer`);
    }
  }
});

Deno.test("smartMs() takes anchors from the first section in sorted order, of both if told so", async () => {
  const data = sections();
  const ofSection = (triplets: readonly (readonly number[])[]) =>
    new Set(triplets.map(([anchor]) => data.obsNames[anchor!]![0]));
  const one = await tripletsOf(data);
  assert.deepEqual(ofSection(one), new Set(["a"]));
  const both = await tripletsOf(data, { symmetricAnchors: true });
  assert.deepEqual(ofSection(both), new Set(["a", "b"]));
  assert.equal(both.length, 2 * one.length);
});

Deno.test("smartMs() pairs all sections, or those next to each other", async () => {
  const data = sections({ names: ["a", "b", "c"] });
  const pairs = (triplets: readonly (readonly number[])[]) =>
    [...new Set(triplets.map(([i, j]) => `${data.obsNames[i!]![0]}${data.obsNames[j!]![0]}`))].sort();
  assert.deepEqual(pairs(await tripletsOf(data)), ["ab", "ac", "bc"]);
  assert.deepEqual(pairs(await tripletsOf(data, { consecutivePairs: true })), ["ab", "bc"]);
});

Deno.test("smartMs() adds SMART's triplets within each section", async () => {
  const data = sections();
  const isWithin = ([i, j, k]: readonly number[]) =>
    new Set([i, j, k].map((spot) => data.obsNames[spot!]![0])).size === 1;
  assert.equal((await tripletsOf(data)).filter(isWithin).length, 0);
  const within = (await tripletsOf(data, { addWithinSection: true })).filter(isWithin);
  assert(within.length > 10);
});

Deno.test("smartMs() raises topK when sections have few mutual pairs, and says so", async () => {
  const data = sections();
  let few: unknown[] = [];
  let many: unknown[] = [];
  assert.deepEqual(await warnings(async () => few = await tripletsOf(data, { topK: 1 })), []);
  const lines = await warnings(async () => many = await tripletsOf(data, { topK: 1, minPairs: few.length + 1 }));
  assert(many.length > few.length);
  assert.match(lines.join(), /sections 'a' and 'b' have \d+ mutual pairs in rna with topK \d+, raised from 1/);
  const [line] = await warnings(() => tripletsOf(data, { topK: 1, maxTopK: 1, minPairs: 1000 }));
  assert.match(line!, /with topK 1; 1000 are wished for/);
});

Deno.test("smartMs() embeds every spot of every section, the same for the same seed", async () => {
  const data = sections();
  const run = () => train(data, smartMs({ nEpochs: 3, nLatent: 6, minPairs: 0 }), { engine: "wasm", seed: 2 }).result();
  const [one, two] = [await run(), await run()];
  assert.deepEqual((one.obsm.X_smart_ms as Dense).shape, [50, 6]);
  assert.deepEqual((one.obsm.X_smart_ms as Dense).data, (two.obsm.X_smart_ms as Dense).data);
  assert(!("X_smart_ms" in data.obsm));
});

Deno.test("smartMs() has SMART's settings and its own, and refuses others", () => {
  const { config } = smartMs({ preset: "paper", symmetricAnchors: true });
  assert.deepEqual([config.margin, config.activation, config.symmetricAnchors, config.topK], [1, "relu", true, 2]);
  assert.deepEqual([smartMs({ preset: "tonsil" }).config.topK, smartMs().config.farFraction], [1, 0.6]);
  for (const bad of [{ topK: 0 }, { maxTopK: 1 }, { libraryKey: 3 }, { symmetricAnchors: 1 }, { sections: 2 }]) {
    assert.throws(
      () => smartMs(bad as unknown as SmartMsOptions),
      (error: unknown) => isWeftError(error, "InvalidArgument"),
    );
  }
  assert.equal(smartMs({ topK: 4 }).variant({ margin: 2 }).config.topK, 4);
});

Deno.test("smartMs() refuses a single section, a graph across sections and components that were not corrected", () => {
  assert.throws(() => inputsOf(sections({ names: ["a"] })), tagged("TooSmall", /two sections but found 1.*Use smart/));
  const data = sections();
  const across = spatialNeighbors(data, { nNeighbors: 4, coordType: "generic" });
  assert.throws(
    () => inputsOf(across),
    tagged("Misaligned", /edges from one section to another.*libraryKey: 'section'/),
  );
  const plain = data.with({ mod: { rna: data.modality("rna").with({ obsm: { X_pca_harmony: undefined } }) } });
  assert.throws(() => inputsOf(plain), tagged("NotFound", /X_pca_harmony.*Call harmony\(\)/));
  assert.throws(() => inputsOf(data, { libraryKey: "slide" }), tagged("NotFound", /column 'slide'/));
});

Deno.test("smartMs() refuses sections that have no feature in common", () => {
  const obs = new Frame(["x", "y"], { section: ["a", "b"] });
  const none = new AnnData({ X: new Dense(new Float32Array(0), { shape: [2, 0] }), obs });
  assert.throws(() => inputsOf(none), tagged("Misaligned", /features that all sections measure but found none/));
});

Deno.test("smartMs() leaves spots that a modality lacks out of its triplets, and refuses a section that lacks it whole", async () => {
  const data = sections({ side: 6 });
  const without = (isLacking: (row: number) => boolean): MuData => {
    const { nRows, nCols, data: values } = data.modality("adt").obsm["X_pca_harmony"] as Dense;
    const kept = Float32Array.from(
      values as Float32Array,
      (value, at) => isLacking(Math.floor(at / nCols)) ? 0 : value,
    );
    const components = new Dense(kept, { shape: [nRows, nCols] });
    return data.with({ mod: { adt: data.modality("adt").with({ obsm: { X_pca_harmony: components } }) } });
  };
  const lacking = new Set([0, 1, 2, 3, 40, 41, 42, 43]);
  const triplets = await tripletsOf(without((row) => lacking.has(row)), { symmetricAnchors: true }, 1);
  assert(triplets.length > 0);
  assert(triplets.flat().every((row) => !lacking.has(row)));
  const refused = tagged("Misaligned", /every section in modality "?'?adt'?"? .*none in section "?'?a'?"?/);
  assert.throws(() => inputsOf(without((row) => row >= 36)), refused);
});
