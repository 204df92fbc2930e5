import assert from "node:assert/strict";
import { crct, type Method, ria, smart, spatialGlue } from "../../src/methods/mod.ts";
import { ablate, type AblateOptions, type StudyRow } from "../../src/study/mod.ts";
import { modality } from "../methods/tissue.ts";
import { studyTissue } from "./study_tissue.ts";

const method = (): Method => smart({ nLatent: 4, reconWeight: { rna: 1, adt: 0.5 } });
const quick: AblateOptions = { labelsKey: "half", seeds: 2, nEpochs: 6, workers: 0, cacheDir: null, engine: "wasm" };
const termsOf = ({ losses }: StudyRow) => Object.keys(losses[0]?.terms ?? {});

Deno.test("ablate() gives a line to the full method and to everything that is left out, each with every seed", async () => {
  const study = ablate(studyTissue(), method(), { ...quick, without: ["triplet", "adt", "recon_rna", "training"] });
  assert.deepEqual(study.lines, ["full", "without triplet", "without adt", "without recon_rna", "without training"]);
  assert(study.rows.every(({ state }) => state === "waiting"));
  const table = await study.result();
  assert.equal(study.state, "done");
  assert.deepEqual(table.index, study.lines);
  assert.deepEqual(table.column("n").toArray(), [2, 2, 2, 2, 2]);
  const row = (variant: string) => study.rows.find((one) => one.variant === variant)!;
  assert.deepEqual(termsOf(row("full")), ["recon_rna", "recon_adt", "triplet_rna", "triplet_adt"]);
  assert.deepEqual(termsOf(row("without adt")), ["recon_rna", "triplet_rna"]);
  assert.equal(row("without training").epoch, 0);
  assert.equal(row("full").epoch, 6);
});

Deno.test("ablate() leaves loss terms out of the total by the beginning of their names", async () => {
  const study = ablate(studyTissue(), method(), {
    ...quick,
    seeds: 1,
    without: ["recon_adt", ["recon_", "triplet_rna"]],
  });
  await study.result();
  for (
    const [variant, out] of [["without recon_adt", ["recon_adt"]], ["without recon_ + triplet_rna", [
      "recon_rna",
      "recon_adt",
      "triplet_rna",
    ]]] as const
  ) {
    const row = study.rows.find((one) => one.variant === variant)!;
    assert.equal(row.state, "done", row.problem ?? "");
    const { total, terms, weights } = row.losses.at(-1)!;
    assert.deepEqual(Object.keys(terms).filter((name) => weights[name] === 0), out);
    const sum = Object.keys(terms).reduce((all, name) => all + terms[name]! * weights[name]!, 0);
    assert(Math.abs(total - sum) < 1e-5, `${total} is not ${sum}`);
  }
});

Deno.test("ablate() leaves the other modalities the weights that a data set gives them by their place", async () => {
  const data = studyTissue().with({ mod: { atac: modality(8, 5, 301) } });
  const weightsOf = async (method: Method, without: string) => {
    const study = ablate(data, method, { ...quick, seeds: 1, nEpochs: 1, without: [without] });
    await study.result();
    const [full, less] = study.rows.map(({ losses }) => losses[0]!.weights);
    for (const [name, weight] of Object.entries(less!)) assert.equal(weight, full![name], name);
    return less;
  };
  const small = { nLatent: 4, nPrototypes: 2 };
  assert.deepEqual(await weightsOf(spatialGlue({ nLatent: 4, dataset: "hln" }), "rna"), {
    ...{ recon_adt: 5, recon_atac: 1, correspondence_adt_atac: 10, correspondence_atac_adt: 1 },
  });
  const released = ria({ ...small, preset: "released", dataset: "simulation" });
  assert.deepEqual(await weightsOf(released, "adt"), { graph: 1, bnm_rna: 1, bnm_atac: 0.5 });
  // Its weights by epoch look like weights by place and are none.
  const epochs = { 0: 0.05, 1: 0.5, 2: 1 };
  assert.deepEqual(
    await weightsOf(crct({ ...small, dataset: "simulation", augWeight: epochs, clusterWeight: 0 }), "rna"),
    {
      ...{ recon_adt: 3, recon_atac: 3, aug_adt: 3 * 0.05, aug_atac: 3 * 0.05, graph: 1 },
    },
  );
});

Deno.test("ablate() takes every ablation of the method when nothing is named", () => {
  const study = ablate(studyTissue(), method(), quick);
  assert.deepEqual(study.lines, [
    "full",
    ...["triplet", "reconstruction", "spatialGraph", "trainedEncoders", "training"].map((name) => `without ${name}`),
    ...["gcn", "gat", "graphConv", "oneLayer", "threeLayers"].map((name) => `with ${name}`),
  ]);
  study.stop();
  return study.result().then(() => undefined);
});

Deno.test("ablate() refuses a name that is no part, no modality and no loss term, naming the terms there are", async () => {
  const study = ablate(studyTissue(), method(), { ...quick, without: ["triplets"] });
  await assert.rejects(study.result(), { tag: "InvalidArgument", message: /'recon_rna'.*'triplets', with which none/ });
  assert.equal(study.state, "failed");
  assert(study.rows.every(({ losses }) => losses.length === 0));
});

Deno.test("ablate() refuses to leave out all terms, nothing, one thing twice, and the only modality", async () => {
  const data = studyTissue();
  const all = ablate(data, smart({ nLatent: 4, tripletWeight: 0 }), { ...quick, without: ["recon_"] });
  await assert.rejects(all.result(), { tag: "InvalidArgument", message: /with which all do/ });
  assert.throws(() => ablate(data, method(), { ...quick, without: [] }), {
    tag: "InvalidArgument",
    message: /'triplet'.*'rna', 'adt'/,
  });
  assert.throws(() => ablate(data, method(), { ...quick, without: [[]] }), { tag: "InvalidArgument" });
  assert.throws(() => ablate(data, method(), { ...quick, without: ["adt", "adt"] }), {
    message: /'without adt' twice/,
  });
  assert.throws(() => ablate(data, method(), { ...quick, without: [["adt", "rna"]] }), {
    message: /at least one modality to stay but found 'adt', 'rna' of 2/,
  });
});

Deno.test("ablate() leaves several modalities out at once, and names what is put in another's place", async () => {
  const data = studyTissue().with({ mod: { atac: modality(8, 5, 301) } });
  const without = [["adt", "rna"], ["gcn", "adt"]];
  const study = ablate(data, smart({ nLatent: 4 }), { ...quick, seeds: 1, nEpochs: 1, without });
  await study.result();
  assert.deepEqual(study.lines, ["full", "without adt + rna", "with gcn, without adt"]);
  assert.deepEqual(study.rows.map(termsOf).slice(1), [
    ["recon_atac", "triplet_atac"],
    ["recon_rna", "recon_atac", "triplet_rna", "triplet_atac"],
  ]);
});

Deno.test("ablate() checks slots, columns and options before any work", () => {
  const data = studyTissue();
  const refused = (options: AblateOptions, tag: string) =>
    assert.throws(() => ablate(data, method(), { ...quick, without: ["triplet"], ...options }), { tag });
  refused({ labelsKey: "domain" }, "NotFound");
  refused({ useRep: "X_lsi" }, "NotFound");
  refused({ metric: "beauty" }, "InvalidArgument");
  refused({ labelsKey: undefined, metric: "ari" }, "InvalidArgument");
  refused({ seeds: 0 }, "InvalidArgument");
  refused({ seeds: [] }, "TooSmall");
  refused({ seeds: [1, 1] }, "Duplicate");
  refused({ seeds: [0.5] }, "InvalidArgument");
  refused({ nClusters: 64 }, "TooSmall");
  refused({ useCluster: "louvain" as "leiden" }, "InvalidArgument");
  refused({ workers: -1 }, "InvalidArgument");
  refused({ nEpochs: 1.5 }, "InvalidArgument");
});
