import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Rng } from "../../src/core/rng.ts";
import { AnnData, concat, Dense, Frame, MuData } from "../../src/data/mod.ts";
import { scmrdr, type ScmrdrOptions, smartMs } from "../../src/methods/mod.ts";
import { resolveConfig } from "../../src/methods/scmrdr/config.ts";
import { scmrdrInputs } from "../../src/methods/scmrdr/inputs.ts";
import { resolveConfig as resolveSmartMs } from "../../src/methods/smart_ms/config.ts";
import { smartMsInputs } from "../../src/methods/smart_ms/inputs.ts";
import { integrationReport } from "../../src/metrics/mod.ts";
import { applyRecipe } from "../../src/preprocess/mod.ts";
import { train } from "../../src/train/mod.ts";

const tagged = (tag: string, message: RegExp) => (error: unknown) => {
  assert(isWeftError(error, tag as never), `${error}`);
  assert.match((error as Error).message, message);
  return true;
};

/** Counts of some cells and genes, named by a letter. */
function counts(letter: string, genes: readonly string[], { nObs = 8, obs = {}, factor = 1 } = {}): AnnData {
  const rng = new Rng(letter.charCodeAt(0));
  const X = Dense.fromRows(Array.from({ length: nObs }, () => genes.map(() => factor * (1 + rng.poisson(4)))));
  const names = Array.from({ length: nObs }, (_, i) => `${letter}${i}`);
  return new AnnData({ X, obs: new Frame(names, obs), var: new Frame(genes) });
}

const inputs = (mod: Record<string, AnnData>, settings: ScmrdrOptions = {}, names?: Record<string, string[]>) =>
  scmrdrInputs(
    new MuData({ mod }),
    resolveConfig("default", settings as Record<string, unknown>),
    names ? { names } : {},
  );

Deno.test("unpaired bad input: a feature missing everywhere is named", () => {
  const mod = { rna: counts("a", ["x", "y"]), atac: counts("b", ["x", "y"]) };
  assert.throws(
    () => inputs(mod, {}, { genes: ["x", "gone"], batches: [] }),
    tagged("NotFound", /every feature of the shared axis .* 1 that are in none \('gone'\).*counts of 0 do/),
  );
});

Deno.test("unpaired bad input: a gene without a single count anywhere is trained on all the same", async () => {
  const silent = (letter: string) => {
    const adata = counts(letter, ["x", "y", "z"], { nObs: 12 });
    return adata.with({ X: Dense.fromRows((adata.X as Dense).toRows().map(([a, b]) => [Number(a), Number(b), 0])) });
  };
  const small = { hidden: "4", nLatent: 2, nSpecific: 1, batchSize: 6, nEpochs: 2 };
  const data = new MuData({ mod: { rna: silent("a"), atac: silent("b") } });
  const { obsm } = await train(data, scmrdr(small), { engine: "wasm" }).result();
  assert(Array.from((obsm.X_scmrdr as Dense).data, Number).every(Number.isFinite));
});

Deno.test("unpaired bad input: a modality with one cell is refused by name", () => {
  assert.throws(
    () => inputs({ rna: counts("a", ["x"]), atac: counts("b", ["x"], { nObs: 1 }) }),
    tagged("TooSmall", /at least 2 cells in every modality but found 1 in modality 'atac'\. Leave this modality out/),
  );
});

Deno.test("unpaired bad input: a batch in one modality only is taken as it is, a cell without one is not", () => {
  const batch = (values: readonly (string | null)[]) => ({
    obs: { batch: Array.from({ length: 8 }, (_, i) => values[i % values.length]!) },
  });
  const own = inputs(
    { rna: counts("a", ["x"], batch(["p"])), atac: counts("b", ["x"], batch(["p", "q"])) },
    { batchKey: "batch" },
  );
  assert.deepEqual([own.names.batches, [...own.batch].slice(6, 10)], [["p", "q"], [0, 0, 0, 1]]);
  assert.throws(
    () =>
      inputs({ rna: counts("a", ["x"], batch(["p"])), atac: counts("b", ["x"], batch([null, "p"])) }, {
        batchKey: "batch",
      }),
    tagged("BadValues", /a batch for every cell but found none for 'b0' in column 'batch' of modality 'atac'/),
  );
  assert.throws(
    () => inputs({ rna: counts("a", ["x"], batch(["p"])), atac: counts("b", ["x"]) }, { batchKey: "batch" }),
    tagged("NotFound", /column 'batch' in obs of every modality .*modality 'atac'.*or set batchKey: null/),
  );
});

Deno.test("unpaired bad input: cells without a label are left out of the scores and counted; too few left are refused", () => {
  const joint = Dense.fromRows(Array.from({ length: 60 }, (_, i) => [i % 2 * 9 + i / 60, i % 7]));
  const obs = (nKnown: number) =>
    new Frame(Array.from({ length: 60 }, (_, i) => `${i}`), {
      type: Array.from({ length: 60 }, (_, i) => i >= nKnown ? null : i % 2 ? "T" : "B"),
      modality: Array.from({ length: 60 }, (_, i) => i % 3 ? "rna" : "atac"),
    });
  const score = (nKnown: number) =>
    integrationReport(new AnnData({ obs: obs(nKnown), obsm: { X_joint: joint } }), {
      ...{ useRep: "X_joint", labelsKey: "type", modalityKey: "modality" },
    });
  assert.deepEqual([score(50).header.nObs, score(50).header.nLeftOut], [50, 10]);
  assert.throws(() => score(2), tagged("TooSmall", /three cells or more with 'type', 'modality' but found 2 of 60/));
});

Deno.test("unpaired bad input: sections without common features join to nothing, which SMART-MS and its recipe refuse", () => {
  const none = concat({ a: counts("a", ["x"]), b: counts("b", ["y"]) }, { label: "section" });
  assert.equal(none.nVars, 0);
  for (const kind of ["rna", "protein", "peaks"] as const) {
    assert.throws(() => applyRecipe(none, smartMs().recipe(kind)), tagged("TooSmall", /at least two .* two variables/));
  }
  assert.throws(
    () => smartMsInputs(none, resolveSmartMs("default", {}), {}),
    tagged("Misaligned", /features that all sections measure but found none.*mergePeaks\(\)/),
  );
  assert.throws(
    () => inputs({ rna: none, atac: counts("c", ["x"]) }, { features: "intersection" }),
    tagged("TooSmall", /at least one feature that every modality measures but found none in 'rna', 'atac'/),
  );
});

Deno.test("unpaired bad input: values that are no whole numbers are refused under every distribution of counts", () => {
  const mod = { rna: counts("a", ["x"]), atac: counts("b", ["x"], { factor: 0.5 }) };
  for (const distribution of ["zinb", "nb", "poisson"] as const) {
    assert.throws(
      () => inputs(mod, { distribution }),
      tagged(
        "BadValues",
        new RegExp(`whole numbers .*distribution: "${distribution}" but found \\d\\.5 in modality 'atac'`),
      ),
    );
  }
  assert.equal(inputs(mod, { distribution: "gaussian" }).nObs, 16);
});

Deno.test("unpaired bad input: a modality whose mask would be empty does not match the others, and is named", () => {
  const mod = { rna: counts("a", ["x", "y"]), atac: counts("b", ["x"]), adt: counts("c", ["CD3"]) };
  const variable = (adata: AnnData, values: readonly boolean[]) =>
    adata.with({ var: { highly_variable: [...values] } });
  assert.throws(
    () => inputs({ ...mod, adt: variable(mod.adt, [false]) }),
    tagged(
      "Misaligned",
      /features of the shared axis \('x', 'y'\) but found none of them, but 'CD3' in modality 'adt'/,
    ),
  );
  const { mask, names } = inputs(mod);
  assert.deepEqual(names.genes, ["x", "y", "CD3"]);
  assert.deepEqual([...mask], [1, 1, 0, 1, 0, 0, 0, 0, 1]);
});

Deno.test("unpaired bad input: a model is not asked about modalities that its mask does not know", async () => {
  const genes = ["x", "y"];
  const small = { hidden: "4", nLatent: 2, nSpecific: 1, batchSize: 6, nEpochs: 1 };
  const run = train(new MuData({ mod: { rna: counts("a", genes), atac: counts("b", genes) } }), scmrdr(small), {
    engine: "wasm",
  });
  await run.result();
  const other = new MuData({ mod: { rna: counts("c", genes), adt: counts("d", genes) } });
  await assert.rejects(
    run.model!.embed(other),
    tagged("Misaligned", /the modalities .*rna \(2 features\).*atac \(2 features\).* but found .*adt \(2 features\)/),
  );
});
