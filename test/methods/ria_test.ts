import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/mod.ts";
import { type MuData, representation } from "../../src/data/mod.ts";
import { ria, type RiaOptions } from "../../src/methods/mod.ts";
import { train } from "../../src/train/mod.ts";
import { modality, tissue } from "./tissue.ts";

const SMALL = { nLatent: 6, nPrototypes: 3, nFeatureNeighbors: 6, prototypeStart: 2, prototypeInterval: 3 };

const tagged = (tag: string, pattern: RegExp) => (error: unknown) => {
  assert(isWeftError(error, tag as never), String(error));
  assert.match(error.message, pattern);
  return true;
};
const three = (): MuData => tissue().with({ mod: { atac: modality(6, 5, 77) } });
const losses = async (data: MuData, options: RiaOptions, nEpochs = 3) => {
  const run = train(data, ria({ ...SMALL, ...options }), { nEpochs, seed: 2 });
  await run.result();
  return run.losses;
};

Deno.test("ria() presets and data sets are those of the card", () => {
  assert.deepEqual(ria({ preset: "stable" }).config, ria().config);
  assert.deepEqual(ria({ preset: "code" }).config, ria({ preset: "released" }).config);
  const of = (dataset: NonNullable<RiaOptions["dataset"]>) => {
    const { nEpochs, lr, weightDecay, bnmModalityWeight, nPrototypes, prototypeWeight, temperature, nLatent } =
      ria({ preset: "released", dataset }).config;
    const weights = Object.values(bnmModalityWeight as object);
    return [nEpochs, lr, weightDecay, weights, nPrototypes, prototypeWeight, temperature, nLatent];
  };
  assert.deepEqual(of("hln"), [30, 0.01, 5e-3, [0.95, 2.4], 10, 1, 1.5, 64]);
  assert.deepEqual(of("mouseBrain"), [300, 1e-4, 5e-2, [1, 7], 14, 2, 2, 64]);
  assert.deepEqual(of("spots"), [200, 1e-3, 5e-3, [5, 5], 10, 1, 2, 64]);
  assert.deepEqual(of("stereoCite"), [300, 1e-3, 5e-2, [5, 5], 10, 1, 2, 64]);
  assert.deepEqual(of("simulation"), [200, 1e-4, 2e-2, [1, 5, 0.5], 5, 10, 2, 128]);
  const stable = ria({ dataset: "simulation" }).config;
  assert.deepEqual([stable.lr, stable.weightDecay, stable.prototypeWeight, stable.prototypeInterval], [
    0.01,
    2e-2,
    1,
    50,
  ]);
  assert.deepEqual(Object.values(stable.reconWeight as object), [1, 3, 3]);
  const paper = ria({ preset: "paper" }).config;
  assert.deepEqual(
    [paper.graphSquared, paper.prototypeForm, paper.bnmOn, paper.reconWeight, paper.gradClip],
    [true, "ratio", "head", 0, null],
  );
});

Deno.test("ria() refuses settings of its own that are out of range or misnamed", () => {
  const bad: RiaOptions[] = [
    { alpha: -1 },
    { beta: NaN },
    { bnmOn: "latent" as never },
    { bnmModalityWeight: { rna: -1 } },
    { prototypeForm: "triplet" as never },
  ];
  for (const options of bad) {
    assert.throws(() => ria(options), tagged("InvalidArgument", new RegExp(Object.keys(options)[0]!)));
  }
  assert.throws(() => ria({ margin: 1 } as never), tagged("InvalidArgument", /settings of ria/));
  assert.throws(
    () => ria({ bnmModalityWeight: { protein: 2 } }).inputs(tissue(), {}),
    tagged("InvalidArgument", /bnmModalityWeight to be one of 'rna', 'adt'/),
  );
});

Deno.test("ria takes nuclear norms of the head, or of each modality by their number", async () => {
  const names = async (data: MuData, options: RiaOptions) => Object.keys((await losses(data, options, 1))[0]!.terms);
  assert.deepEqual(await names(tissue(), {}), ["recon_rna", "recon_adt", "graph", "bnm"]);
  assert.deepEqual(await names(tissue(), { preset: "released", lr: 1e-4 }), ["graph", "bnm_rna", "bnm_adt"]);
  assert.deepEqual(await names(tissue(), { beta: 0, graphWeight: 0 }), ["recon_rna", "recon_adt"]);
  const first = async (data: MuData, bnmOn: RiaOptions["bnmOn"]) =>
    (await losses(data, { preset: "released", lr: 1e-4, ...(bnmOn && { bnmOn }) }, 1))[0]!.terms.bnm_rna;
  assert.equal(await first(tissue(), "auto"), await first(tissue(), "encodings"));
  assert.equal(await first(three(), "auto"), await first(three(), "decoders"));
  assert.notEqual(await first(three(), "auto"), await first(three(), "encodings"));
});

Deno.test("ria's nuclear norm of the head keeps within its bound, −√(C/N) to −1/√(C·N) or so", async () => {
  for (const { terms } of await losses(tissue(), {}, 6)) {
    assert(terms.bnm! < 0 && terms.bnm! >= -Math.sqrt(3 / 36) - 1e-6, `${terms.bnm}`);
  }
});

Deno.test("ria weighs its prototype term by alpha and the data set's weight, its nuclear norms by beta and theirs", async () => {
  const [, , { weights }] = await losses(tissue(), {
    alpha: 0.5,
    prototypeWeight: 4,
    beta: 3,
    bnmOn: "encodings",
    bnmModalityWeight: { rna: 0.1, 1: 0.2 },
    lr: 1e-4,
  }) as [unknown, unknown, { weights: Record<string, number> }];
  assert.equal(weights.prototype, 2);
  assert(Math.abs(weights.bnm_rna! - 0.3) < 1e-12 && Math.abs(weights.bnm_adt! - 0.6) < 1e-12);
  const [, , third] = await losses(tissue(), { alpha: 0 });
  assert.equal("prototype" in third!.terms, false);
});

Deno.test("ria trains without any term that counts yet, as the authors' ablations do", async () => {
  const rows = await losses(tissue(), { preset: "paper", beta: 0, graphWeight: 0, lr: 1e-3 }, 4);
  assert.deepEqual(rows.map(({ total }) => total === 0), [true, true, false, false]);
  assert.deepEqual(Object.keys(rows[0]!.terms), ["bnm"]);
  assert.equal(rows[0]!.weights.bnm, 0);
  assert.deepEqual(Object.keys(rows[3]!.terms), ["prototype"]);
});

Deno.test("ria says when the released objective, which has no lower bound, has overflowed, and what to do", async () => {
  const options: RiaOptions = { ...SMALL, preset: "released", lr: 0.05, weightDecay: 0 };
  const run = train(three(), ria(options), { nEpochs: 300, seed: 1 });
  await assert.rejects(run.result(), tagged("Failed", /finite loss but found .*bnm_rna.*in epoch \d+\..*gradClip/));
  const clipped = train(three(), ria({ ...options, lr: 1e-3, gradClip: 1 }), { nEpochs: 30, seed: 1 });
  assert.equal(representation(await clipped.result(), "X_ria").nRows, 36);
});
