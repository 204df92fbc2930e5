import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { readH5mu } from "../../src/io/read_h5mu.ts";
import { writeH5ad } from "../../src/io/write_h5ad.ts";
import { SPATIAL_METHODS } from "../../src/cli/spatial_methods.ts";
import { methods } from "../../src/methods/methods.ts";
import { decodeCheckpoint } from "../../src/train/checkpoint.ts";
import type { UnsDict } from "../../src/data/uns.ts";
import { captured, inFolder } from "./captured.ts";
import { smallModality, spotNames } from "./small_tissue.ts";

const FLAGS = ["--n-clusters", "2", "--cluster", "kmeans"];

/** Integrates two panels with a method and gives back the figures, the object and the page. */
async function integratedBy(folder: string, method: string, flags: readonly string[]) {
  const [rna, atac, out] = ["a.h5ad", "c.h5ad", "out"].map((name) => join(folder, name)) as [string, string, string];
  const obs = new Frame(spotNames(90), {
    section: spotNames(90).map((_, i) => i % 2 === 0 ? "one" : "two"),
    region: spotNames(90).map((_, i) => i < 45 ? "upper" : "lower"),
  });
  await writeH5ad(smallModality({ nObs: 90, nVars: 40, obs }), rna);
  await writeH5ad(smallModality({ nObs: 90, nVars: 36 }), atac);
  const said = await captured([
    ...["integrate", "--method", method, "--rna", rna, "--atac", atac, "--out", out, ...FLAGS, ...flags],
  ]);
  assert.equal(said.code, 0, said.stderr);
  return {
    summary: JSON.parse(readFileSync(join(out, "summary.json"), "utf8")),
    tissue: await readH5mu(join(out, "result.h5mu")),
    html: readFileSync(join(out, "report.html"), "utf8"),
  };
}

for (const name of SPATIAL_METHODS) {
  Deno.test(`weft integrate --method ${name} trains it on files by its own recipes and graph`, () =>
    inFolder(async (folder) => {
      const { nEpochs, config } = methods[name]!();
      const sections = "libraryKey" in config ? ["--library-key", "section"] : [];
      const epochs = Math.min(nEpochs, 2);
      const { summary, tissue, html } = await integratedBy(folder, name, ["--n-epochs", `${epochs}`, ...sections]);
      assert.deepEqual([summary.method, summary.preset, summary.nEpochs], [name, "default", epochs]);
      const embedding = tissue.obsm[`X_${name}`] as Dense;
      assert.equal(embedding.nRows, 90);
      assert(Array.from(embedding.data, Number).every(Number.isFinite));
      const { settings } = (tissue.uns.weft as Record<string, UnsDict>)[name] as { settings: UnsDict };
      if ("nPrototypes" in settings) assert.equal(Number(settings.nPrototypes), 2);
      assert(html.includes(name.replaceAll("_", " ").toUpperCase()));
    }));
}

/** Those that the authors' settings are known by besides, which stay as other names. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  spatialglue: ["code"],
  praga: ["code"],
  ria: ["code", "stable"],
};

for (const name of SPATIAL_METHODS) {
  Deno.test(`weft integrate --method ${name} takes every preset`, () =>
    inFolder(async (folder) => {
      const { nEpochs, config } = methods[name]!();
      const sections = "libraryKey" in config ? ["--library-key", "section"] : [];
      for (const preset of ["paper", "released", ...ALIASES[name] ?? []]) {
        const flags = ["--preset", preset, "--n-epochs", `${Math.min(nEpochs, 1)}`, "--force", ...sections];
        const { summary } = await integratedBy(folder, name, flags);
        assert.deepEqual([summary.method, summary.preset], [name, preset]);
      }
    }));
}

Deno.test("weft integrate hands a method that joins sections what Harmony leaves of their differences", () =>
  inFolder(async (folder) => {
    const flags = ["--n-epochs", "1", "--library-key", "section"];
    const { tissue } = await integratedBy(folder, "smart_ms", flags);
    for (const name of tissue.modalityNames) {
      const { obsm } = tissue.modality(name);
      assert.equal((obsm.X_pca_harmony as Dense).nCols, (obsm.X_pca as Dense).nCols);
    }
  }));

Deno.test("weft integrate --method smart_ms finds sections where the method looks for them, and says how to name others", () =>
  inFolder(async (folder) => {
    const { tissue, html } = await integratedBy(folder, "smart_ms", ["--n-epochs", "1"]);
    assert(tissue.obs.has("section"));
    assert.match(html, /Sections, row by row from the left: one and two/);
    assert.match(html, /How much of each domain a section has/);
    const input = join(folder, "a.h5ad");
    await writeH5ad(smallModality({ obs: new Frame(spotNames(36), { slice: spotNames(36).map(() => "one") }) }), input);
    const flags = ["integrate", "--method", "smart_ms", "--adt", input, "--out", join(folder, "none"), ...FLAGS];
    const without = await captured(flags);
    assert.equal(without.code, 2);
    assert.match(
      without.stderr,
      /a column 'section' .* found the columns 'slice'.*Name one of them with --library-key/,
    );
    const single = await captured([...flags, "--library-key", "slice"]);
    assert.equal(single.code, 2);
    assert.match(single.stderr, /at least two sections but found 1 in obs\['slice'\]/);
  }));

Deno.test("weft integrate joins as many neighbours as it is told", () =>
  inFolder(async (folder) => {
    const { tissue } = await integratedBy(folder, "smart", ["--n-epochs", "1", "--n-spatial-neighbors", "3"]);
    const graph = tissue.obsp.spatial_connectivities!;
    assert(graph.kind === "csr");
    for (let i = 0; i < 90; i++) assert.equal(graph.indptr[i + 1]! - graph.indptr[i]!, 3);
  }));

Deno.test("weft integrate writes its page of a network that is not trained", () =>
  inFolder(async (folder) => {
    const { summary, html } = await integratedBy(folder, "smart", ["--n-epochs", "0"]);
    assert.equal(summary.nEpochs, 0);
    assert(html.includes("<dt>epochs</dt><dd>0</dd>"));
  }));

Deno.test("weft integrate refuses a preset that the method does not know, and says which there are", () =>
  inFolder(async (folder) => {
    const input = join(folder, "a.h5ad");
    await writeH5ad(smallModality(), input);
    const flags = ["--rna", input, "--preset", "nope", "--out", join(folder, "out")];
    const { code, stderr } = await captured(["integrate", ...flags]);
    assert.equal(code, 2);
    assert.match(stderr, /preset[\s\S]*default[\s\S]*nope/);
  }));

Deno.test("weft integrate keeps the last sound state in a file when a loss is not finite, and no folder", () =>
  inFolder(async (folder) => {
    const input = join(folder, "a.h5ad");
    await writeH5ad(smallModality({ nObs: 90, nVars: 40 }), input);
    const out = join(folder, "out");
    const settings = ["--preset", "released", "--set", "lr=100", "--set", "bnmOn=encodings"];
    const flags = ["--method", "ria", ...settings, "--rna", input, "--out", `${out}/`, "--n-epochs", "40", ...FLAGS];
    const { code, stderr } = await captured(["integrate", ...flags]);
    assert.equal(code, 1);
    const [, epoch] = /a finite loss but found .*_sound_state\.safetensors holds the state after epoch (\d+)/.exec(
      stderr,
    )!;
    assert.doesNotMatch(stderr, /run\.checkpoint/);
    assert(!existsSync(out));
    const { history } = decodeCheckpoint(readFileSync(`${out}_sound_state.safetensors`));
    assert.equal(history.length, Number(epoch));
    assert(history.every(({ total }) => Number.isFinite(total)));
  }));

Deno.test("weft integrate refuses to train what has nothing to train", () =>
  inFolder(async (folder) => {
    const input = join(folder, "a.h5ad");
    await writeH5ad(smallModality(), input);
    const flags = ["--method", "pca_concat", "--rna", input, "--n-epochs", "5", "--out", join(folder, "out"), ...FLAGS];
    const { code, stderr } = await captured(["integrate", ...flags]);
    assert.equal(code, 2);
    assert.match(stderr, /pca_concat, which has none/);
  }));
