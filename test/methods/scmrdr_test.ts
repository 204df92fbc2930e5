import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Rng } from "../../src/core/rng.ts";
import { AnnData, Dense, Frame, MuData, unpair } from "../../src/data/mod.ts";
import { scmrdr, type ScmrdrOptions } from "../../src/methods/mod.ts";
import { miniBatches, splitCells } from "../../src/methods/scmrdr/batch.ts";
import { resolveConfig } from "../../src/methods/scmrdr/config.ts";
import { scmrdrInputs } from "../../src/methods/scmrdr/inputs.ts";
import { PRESETS } from "../../src/methods/scmrdr/presets.ts";
import { train, TrainedModel } from "../../src/train/mod.ts";
import { cells } from "./cells.ts";

const small = { hidden: "8", nLatent: 3, nSpecific: 2, batchSize: 6, nEpochs: 2 } as const;
const tagged = (tag: string, message: RegExp) => (error: unknown) => {
  assert(isWeftError(error, tag as never), `${error}`);
  assert.match((error as Error).message, message);
  return true;
};
const inputs = (data: MuData | AnnData, settings: ScmrdrOptions = {}) =>
  scmrdrInputs(data, resolveConfig("default", settings as Record<string, unknown>), {});
const dense = (rows: number[][], genes: string[], prefix: string, columns = {}) =>
  new AnnData({
    X: Dense.fromRows(rows),
    obs: new Frame(rows.map((_, i) => `${prefix}${i}`), columns),
    var: new Frame(genes),
  });

Deno.test("scmrdr() writes both latents of every cell and does not change what it was given", async () => {
  const data = cells();
  const result = await train(data, scmrdr(small), { engine: "wasm" }).result();
  assert.deepEqual((result.obsm.X_scmrdr as Dense).shape, [30, 3]);
  assert.deepEqual((result.obsm.X_scmrdr_specific as Dense).shape, [30, 2]);
  assert.deepEqual(Object.keys(data.obsm), []);
});

Deno.test("scmrdr() chooses variable genes batch by batch when it knows the batches, and proteins never", () => {
  const chosen = (options: ScmrdrOptions) => scmrdr(options).recipe("rna").at(-1)!;
  assert.equal(chosen({}).verb, "highlyVariableGenes");
  assert.equal(chosen({}).options?.batchKey, undefined);
  assert.deepEqual(chosen({ batchKey: "donor" }).options, { ...chosen({}).options, batchKey: "donor" });
  assert.deepEqual(scmrdr({ batchKey: "donor" }).recipe("protein"), []);
});

Deno.test("scmrdr() gives the same bytes for the same seed, and others for another", async () => {
  const z = async (seed: number, engine: "wasm" | "native") =>
    (await train(cells(), scmrdr(small), { engine, seed }).result()).obsm.X_scmrdr as Dense;
  assert.deepEqual((await z(1, "native")).data, (await z(1, "native")).data);
  assert.notDeepEqual((await z(1, "wasm")).data, (await z(2, "wasm")).data);
});

Deno.test("scmrdr() lowers the loss under every distribution", async () => {
  for (const distribution of ["zinb", "nb", "poisson", "gaussian"] as const) {
    const settings = { ...small, distribution, nEpochs: 30, lr: 1e-2, lambda: 0, dropout: 0, patience: null };
    const run = train(cells(), scmrdr(settings), { engine: "native" });
    await run.result();
    const recon = run.losses.map(({ terms }) => terms.recon!);
    assert(recon.at(-1)! < recon[0]!, `${distribution}: ${recon[0]} to ${recon.at(-1)}`);
  }
});

Deno.test("scmrdr() without specific latent, adversary and isometry has reconstruction and one divergence", async () => {
  const run = train(cells(), scmrdr({ ...small, preset: "scvi", nSpecific: 0 }), { engine: "wasm" });
  const { obsm } = await run.result();
  assert.deepEqual(Object.keys(obsm), ["X_scmrdr"]);
  assert.deepEqual(Object.keys(run.losses[0]!.terms), ["recon", "kl_shared"]);
});

Deno.test("scmrdr() takes a single modality", async () => {
  const result = await train(cells().modality("rna"), scmrdr(small), { engine: "wasm" }).result();
  assert.equal(result.obsm.X_scmrdr!.nRows, 18);
});

Deno.test("scmrdr() takes three modalities, one of which shares a few features, under every distribution", async () => {
  const two = cells();
  const rna = two.modality("rna");
  const few = rna.subset({ var: Int32Array.of(0, 1, 2) });
  const obs = new Frame(few.obsNames.map((_, i) => `adt:${i}`), { batch: few.obs.column("batch") });
  const adt = new AnnData({ X: few.X!, obs, var: new Frame(["gene0", "gene1", "CD3"]) });
  const data = new MuData({ mod: { ...two.mod, adt } });
  const { mask, names: { genes } } = inputs(data);
  assert.deepEqual([genes.length, mask.length], [13, 39]);
  assert.deepEqual([0, 1, 2].map((m) => mask.subarray(13 * m, 13 * m + 13).reduce((a, b) => a + b, 0)), [10, 10, 3]);
  for (const distribution of ["zinb", "nb", "poisson", "gaussian"] as const) {
    const settings = { ...small, distribution, balanced: true, batchKey: "batch" } as const;
    const run = train(data, scmrdr(settings), { engine: "wasm" });
    const { obsm } = await run.result();
    const told = await run.model.decode(data, { modality: "adt", batch: "first", engine: "wasm" });
    assert.deepEqual([obsm.X_scmrdr!.nRows, told.nObs, told.varNames.at(-1)], [48, 48, "CD3"]);
    for (const { data: values } of [obsm.X_scmrdr as Dense, told.X as Dense]) {
      assert(Array.from(values, Number).every(Number.isFinite), distribution);
    }
    // Guessing among three costs ln 3 nats.
    assert(Math.abs(run.losses.at(-1)!.terms.discriminator! - Math.log(3)) < 0.7);
  }
});

Deno.test("scmrdr's reconstruction does not see a gene that a modality lacks", () => {
  const { mask, names: { genes }, counts, size } = inputs(cells());
  assert.deepEqual(genes.slice(-4), ["rnaA", "rnaB", "atacA", "atacB"]);
  assert.deepEqual([...mask.subarray(8, 12)], [1, 1, 0, 0]);
  assert.deepEqual([...mask.subarray(20, 24)], [0, 0, 1, 1]);
  assert.deepEqual(counts.shape, [30, 12]);
  const sums = Array.from({ length: 30 }, (_, i) => {
    let sum = 0;
    for (let at = counts.indptr[i]!; at < counts.indptr[i + 1]!; at++) sum += Number(counts.data[at]);
    return sum;
  });
  assert.deepEqual([...size], sums);
  assert(inputs(cells(), { mask: false }).mask.every((value) => value === 1));
});

Deno.test("scmrdr() goes by the union of variable genes, or by what all modalities measure", () => {
  const rna = dense([[1, 2, 3], [3, 2, 1]], ["a", "b", "c"], "r");
  const atac = dense([[1, 2, 3], [3, 2, 1]], ["b", "c", "d"], "p");
  const marked = rna.with({ var: { highly_variable: [true, false, true] } });
  const data = new MuData({ mod: { rna: marked, atac } });
  assert.deepEqual(inputs(data).names.genes, ["a", "c", "b", "d"]);
  assert.deepEqual(inputs(data, { features: "intersection" }).names.genes, ["c", "b"]);
});

Deno.test("scmrdr() reads counts from the layer where there is one", () => {
  const data = cells();
  const logged = data.with({
    mod: { rna: data.modality("rna").with({ layers: { counts: data.modality("rna").X! } }) },
  });
  assert.deepEqual(inputs(logged).counts, inputs(data).counts);
});

Deno.test("splitCells() holds out a part of every modality, the same for the same seed", () => {
  const given = inputs(cells());
  const config = resolveConfig("default", { validationFraction: 0.25 });
  const { trained, heldOut } = splitCells(given, config, new Rng(3));
  assert.deepEqual([...trained, ...heldOut].sort((a, b) => a - b), Array.from({ length: 30 }, (_, i) => i));
  assert.deepEqual([0, 1].map((m) => heldOut.filter((cell) => given.modality[cell] === m).length), [4, 3]);
  assert.deepEqual(splitCells(given, config, new Rng(3)).heldOut, heldOut);
  assert.notDeepEqual(splitCells(given, config, new Rng(4)).heldOut, heldOut);
});

Deno.test("miniBatches() shuffle all cells and leave out what fills none; balanced draws favour no modality", () => {
  const given = inputs(cells({ nCells: 300 }));
  const config = resolveConfig("default", { batchSize: 64, validationFraction: 0 });
  const batch = splitCells(given, config, new Rng(0));
  const shuffled = miniBatches(batch, config, new Rng(1));
  assert.deepEqual(shuffled.map(({ length }) => length), Array(7).fill(64));
  assert.equal(new Set(shuffled.flatMap((cells) => [...cells])).size, 448);
  const balanced = miniBatches(batch, { ...config, balanced: true }, new Rng(1)).flatMap((cells) => [...cells]);
  const share = balanced.filter((cell) => given.modality[cell] === 1).length / balanced.length;
  assert(Math.abs(share - 0.5) < 0.08, `${share}`);
  assert.equal(miniBatches(batch, { ...config, batchSize: 4096 }, new Rng(1)).length, 1);
});

Deno.test("scmrdr() trains with batches, balanced draws and every form of bias", async () => {
  for (const biasBeforeNorm of ["exact", "train", "frozen", "none"] as const) {
    const settings = {
      ...small,
      biasBeforeNorm,
      batchKey: "batch",
      balanced: true,
      dispersion: "gene",
      prior: "vector",
    };
    const run = train(cells(), scmrdr(settings as ScmrdrOptions), { engine: "wasm" });
    await run.result();
    const { weights } = run.model;
    assert.deepEqual(weights.get("decoder.1.linear.weight")!.shape, [3 + 2 + 2, 8]);
    assert.deepEqual(weights.get("logTheta")!.shape, [1, 12]);
    assert.equal(weights.has("shared.1.linear.bias"), biasBeforeNorm !== "none");
  }
});

Deno.test("scmrdr's model embeds other cells along its own genes", async () => {
  const run = train(cells(), scmrdr({ ...small, batchKey: "batch" }), { engine: "wasm" });
  const trained = await run.result();
  const model = TrainedModel.fromBytes(run.model.toBytes(), scmrdr);
  const again = await model.embed(cells(), { engine: "wasm" });
  assert.deepEqual((again.obsm.X_scmrdr as Dense).data, (trained.obsm.X_scmrdr as Dense).data);
  const turned = cells();
  const order = Int32Array.from(turned.modality("rna").varNames.keys()).reverse();
  const other = turned.with({ mod: { rna: turned.modality("rna").subset({ var: order }) } });
  const moved = await model.embed(other, { engine: "wasm" });
  assert.deepEqual((moved.obsm.X_scmrdr as Dense).data, (trained.obsm.X_scmrdr as Dense).data);
});

Deno.test("scmrdr() has the card's presets", () => {
  const shown = (preset: keyof typeof PRESETS) => {
    const { hidden, nLatent, dropout, beta, gamma, lambda, batchSize, nEpochs, schedule, patience } = PRESETS[preset];
    return [hidden, nLatent, dropout, beta, gamma, lambda, batchSize, nEpochs, schedule, patience];
  };
  assert.deepEqual(shown("constructor").slice(0, 6), ["100,50", 15, 0.5, 2, 1, 0.01]);
  assert.deepEqual(shown("readme"), ["512,512", 20, 0.2, 2, 5, 5, 128, 200, "constant", 10]);
  assert.deepEqual(shown("kidney"), ["128,128", 20, 0.2, 2, 5, 5, 128, 100, "cosine", null]);
  assert.deepEqual(shown("mouseCortex"), ["128,128", 25, 0.5, 2, 5, 5, 128, 200, "constant", 25]);
  assert.deepEqual(shown("bmmc"), ["128,128", 30, 0.2, 5, 10, 10, 64, 200, "constant", 25]);
  assert.deepEqual(shown("default"), ["128,128", 20, 0.2, 2, 5, 5, 128, 200, "cosine", 25]);
  const { default: byDefault, kidney, ...others } = PRESETS;
  for (const config of Object.values(others)) {
    assert.deepEqual([config.gradClip, config.lr, config.mask], [1, 1e-3, true]);
  }
  assert.deepEqual([kidney.validationFraction, byDefault.validationFraction], [0, 0.1]);
  assert.deepEqual(others.paper, { ...byDefault, dispersion: "gene", prior: "vector" });
  assert.deepEqual(others.released, { ...kidney, clearDiscriminatorGradient: false, legacyEarlyStop: true });
  assert.deepEqual(others.betaVae, { ...byDefault, gamma: 0, lambda: 0 });
  assert.deepEqual(others.scvi, { ...byDefault, gamma: 0, lambda: 0, beta: 1, nSpecific: 0 });
});

Deno.test("scmrdr() takes the width of a single hidden layer as a number, as --set hidden=16 gives it", () => {
  assert.equal(scmrdr({ hidden: 16 } as unknown as ScmrdrOptions).config.hidden, "16");
  assert.throws(
    () => scmrdr({ hidden: 0 } as unknown as ScmrdrOptions),
    tagged("InvalidArgument", /a width in hidden/),
  );
});

Deno.test("scmrdr() refuses settings that are none", () => {
  const bad: readonly [Record<string, unknown>, RegExp][] = [
    [{ hidden: "128,x" }, /a width in hidden/],
    [{ hidden: [128] }, /widths with commas/],
    [{ batchSize: 1 }, /batchSize to be at least 2/],
    [{ distribution: "normal" }, /distribution/],
    [{ validationFraction: 1 }, /validationFraction/],
    [{ layers: 2 }, /settings of scmrdr/],
  ];
  for (const [settings, message] of bad) {
    assert.throws(() => scmrdr(settings as ScmrdrOptions), tagged("InvalidArgument", message));
  }
});

Deno.test("scmrdr() refuses paired cells, and takes them apart", () => {
  const [rna, atac] = [dense([[1, 2], [2, 1]], ["a", "b"], "c"), dense([[1, 0], [0, 1]], ["a", "b"], "c")];
  const paired = new MuData({ mod: { rna, atac } });
  assert.throws(() => inputs(paired), tagged("Misaligned", /'c0' in both 'rna' and 'atac'.*unpair\(\)/));
  assert.equal(inputs(unpair(paired)).nObs, 4);
});

Deno.test("scmrdr() refuses a modality with one cell", () => {
  const data = new MuData({ mod: { rna: dense([[1], [2]], ["a"], "r"), atac: dense([[1]], ["a"], "p") } });
  assert.throws(() => inputs(data), tagged("TooSmall", /2 cells in every modality but found 1 in modality 'atac'/));
});

Deno.test("scmrdr() refuses values that are no counts, unless they are Gaussian", () => {
  const data = new MuData({ mod: { rna: dense([[1.5], [2]], ["a"], "r"), atac: dense([[1], [1]], ["a"], "p") } });
  assert.throws(() => inputs(data), tagged("BadValues", /counts .* found 1.5 in modality 'rna'.*gaussian/));
  assert.equal(inputs(data, { distribution: "gaussian" }).nObs, 4);
  const infinite = new MuData({ mod: { rna: dense([[Infinity], [2]], ["a"], "r") } });
  assert.throws(() => inputs(infinite, { distribution: "gaussian" }), tagged("BadValues", /finite/));
});

Deno.test("scmrdr() refuses modalities without features in common, and an axis that is empty", () => {
  const data = new MuData({ mod: { rna: dense([[1], [2]], ["a"], "r"), atac: dense([[1], [1]], ["chr1"], "p") } });
  assert.throws(() => inputs(data), tagged("Misaligned", /features in common.*gene activities/));
  assert.throws(() => inputs(data, { features: "intersection" }), tagged("TooSmall", /every modality measures/));
});

Deno.test("scmrdr() says that peaks are to be made gene activities first, and of which modality", () => {
  const peaks = dense([[1, 2], [1, 0]], ["chr1:5-9", "chr2-7-30"], "p");
  const data = new MuData({ mod: { rna: dense([[1], [2]], ["a"], "r"), atac: peaks } });
  assert.throws(
    () => inputs(data),
    tagged("Misaligned", /'atac' holds peaks.*geneActivity\(\).*readGeneAnnotation\(\)/),
  );
});

Deno.test("scmrdr() refuses features of a trained model that no modality measures", () => {
  const data = cells();
  const config = resolveConfig("default", {});
  const names = { genes: ["gene0", "elsewhere"], batches: [] };
  assert.throws(() => scmrdrInputs(data, config, { names }), tagged("NotFound", /1 that are in none \('elsewhere/));
});

Deno.test("scmrdr() wants a batch for every cell of every modality; a batch of one modality only is fine", () => {
  const rna = dense([[1], [2]], ["a"], "r", { batch: ["x", "y"] });
  const atac = dense([[1], [1]], ["a"], "p");
  const settings = { batchKey: "batch" };
  assert.throws(
    () => inputs(new MuData({ mod: { rna, atac } }), settings),
    tagged("NotFound", /column 'batch' in obs of every modality.*'atac'/),
  );
  const own = new MuData({ mod: { rna, atac: atac.with({ obs: { batch: ["z", "z"] } }) } });
  const { batch, names } = inputs(own, settings);
  assert.deepEqual([[...batch], names.batches], [[0, 1, 2, 2], ["x", "y", "z"]]);
});

Deno.test("scmrdr's model tells every cell as a modality would measure it", async () => {
  const data = cells();
  const settings = {
    ...small,
    nEpochs: 60,
    lr: 1e-2,
    dropout: 0,
    patience: null,
    validationFraction: 0,
    batchKey: "batch",
  };
  const run = train(data, scmrdr(settings), { engine: "native" });
  await run.result();
  const told = await run.model.decode(data, { modality: "atac", batch: "first", engine: "native" });
  assert.deepEqual([told.shape, told.varNames.slice(-1)], [[30, 12], ["atacB"]]);
  const rows = Array.from({ length: 30 }, (_, i) => (told.X as Dense).row(i));
  for (const row of rows) assert(Math.abs([...row].reduce((sum: number, value) => sum + Number(value), 0) - 1e4) < 1);
  // Cells are of two kinds, by even and odd genes: RNA cells must be told apart in chromatin, which they lack.
  const odd = (row: ArrayLike<number | bigint>) => [1, 3, 5, 7].reduce((sum, g) => sum + Number(row[g]), 0);
  const right = rows.slice(0, 18).filter((row, i) => (odd(row) > 4000) === (i % 2 === 1)).length;
  assert(right >= 16, `${right} of 18`);
  await assert.rejects(run.model.decode(data, { modality: "adt" }), tagged("InvalidArgument", /modality/));
  await assert.rejects(run.model.decode(data, { modality: "rna", batch: "third" }), tagged("InvalidArgument", /batch/));
  const plain = train(data, scmrdr(small), { engine: "wasm" });
  await plain.result();
  await assert.rejects(
    plain.model.decode(data, { modality: "rna", batch: "first" }),
    tagged("InvalidArgument", /no batch, for the model was trained without but found 'first'.*batchKey/),
  );
});
