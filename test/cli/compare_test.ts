import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readCompareSettings } from "../../src/cli/compare/compare_settings.ts";
import { UsageError } from "../../src/cli/usage_error.ts";
import { readTable } from "../../src/io/text/read_table.ts";
import { writeH5ad } from "../../src/io/write_h5ad.ts";
import { captured, inFolder } from "./captured.ts";
import { smallModality } from "./small_tissue.ts";

const NEEDED = ["--input", "a.h5mu", "--out", "out"];

/** The flags of two small files and a folder for the rows. */
async function inputs(folder: string): Promise<string[]> {
  const [rna, atac] = ["a.h5ad", "c.h5ad"].map((name) => join(folder, name)) as [string, string];
  await writeH5ad(smallModality({ nObs: 90, nVars: 40 }), rna);
  await writeH5ad(smallModality({ nObs: 90, nVars: 36 }), atac);
  const quick = ["--n-epochs", "3", "--cluster", "kmeans", "--engine", "wasm", "--workers", "0"];
  return ["--rna", rna, "--atac", atac, "--labels-key", "region", "--cache-dir", join(folder, "kept"), ...quick];
}

Deno.test("weft compare trains methods by their own recipes and writes a table, its runs and a page", () =>
  inFolder(async (folder) => {
    const out = join(folder, "out");
    const flags = await inputs(folder);
    const args = ["compare", "--methods", "smart,pca_concat", "--seeds", "2", ...flags];
    const said = await captured([...args, "--out", out]);
    assert.equal(said.code, 0, said.stderr);
    assert.match(said.stdout, /comparison of 2 methods: done, 4 of 4 rows\n.*ari.*difference/);
    const table = await readTable(join(out, "table.csv"));
    assert.deepEqual(table.index, ["smart", "pca_concat"]);
    assert.deepEqual(table.column("n").toArray().map(Number), [2, 2]);
    const { metric, runs, lines } = JSON.parse(readFileSync(join(out, "table.json"), "utf8"));
    assert.equal(metric, "ari");
    assert.deepEqual(runs.map(({ epochs }: { epochs: number }) => epochs), [3, 0, 3, 0]);
    assert.equal(typeof lines[1].difference.mean, "number");
    assert.equal((await readTable(join(out, "runs.csv"))).nRows, 4);
    assert.match(readFileSync(join(out, "report.html"), "utf8"), /comparison of 2 methods/);
    const again = await captured([...args, "--out", join(folder, "again")]);
    assert.equal(again.code, 0);
    assert.deepEqual(readFileSync(join(folder, "again", "table.csv")), readFileSync(join(out, "table.csv")));
  }));

Deno.test("weft compare --without leaves parts of one method out", () =>
  inFolder(async (folder) => {
    const out = join(folder, "out");
    const flags = ["--methods", "smart", "--without", "triplet,atac,triplet+recon_rna", "--seeds", "4,7"];
    const said = await captured(["compare", ...flags, ...await inputs(folder), "--out", out]);
    assert.equal(said.code, 0, said.stderr);
    const lines = ["full", "without triplet", "without atac", "without triplet + recon_rna"];
    assert.deepEqual((await readTable(join(out, "table.csv"))).index, lines);
    const { runs } = JSON.parse(readFileSync(join(out, "table.json"), "utf8"));
    assert.deepEqual([...new Set(runs.map(({ seed }: { seed: number }) => seed))], [4, 7]);
  }));

Deno.test("weft compare leaves nothing behind when a part is none, and names what there is", () =>
  inFolder(async (folder) => {
    const out = join(folder, "out");
    const flags = ["--methods", "smart", "--without", "tripletts", ...await inputs(folder)];
    const said = await captured(["compare", ...flags, "--out", out]);
    assert.equal(said.code, 2);
    assert.match(said.stderr, /'triplet_rna'/);
    assert(!existsSync(out));
  }));

Deno.test("weft compare refuses a setting that none of its methods has", () =>
  inFolder(async (folder) => {
    const flags = ["--methods", "smart,pca_concat", "--set", "margn=1", ...await inputs(folder)];
    const said = await captured(["compare", ...flags, "--out", join(folder, "out")]);
    assert.equal(said.code, 2);
    assert.match(said.stderr, /none of smart, pca_concat has 'margn'/);
  }));

Deno.test("readCompareSettings() reads its own flags and those of integrate, in any order", () => {
  const settings = readCompareSettings([
    ...["--seeds=5", "--set", "margin=1", "--methods", "smart,praga", ...NEEDED, "--metric", "nmi", "--workers", "2"],
  ]);
  assert.deepEqual(settings.methods, ["smart", "praga"]);
  assert.deepEqual([settings.seeds, settings.metric, settings.workers, settings.without], [5, "nmi", 2, undefined]);
  assert.deepEqual(settings.common.options, { margin: 1 });
});

Deno.test("readCompareSettings() refuses what makes no sense", () => {
  const refused = (args: readonly string[], message: RegExp) =>
    assert.throws(() => readCompareSettings([...NEEDED, ...args]), (error) => {
      assert(error instanceof UsageError);
      assert.match(error.message, message);
      return true;
    });
  refused([], /needs --methods/);
  refused(["--methods", "smarter"], /not 'smarter'/);
  refused(["--methods", "smart,praga", "--without", "x"], /parts of one method/);
  refused(["--methods", "smart,praga,smart"], /each name once, not 'smart' twice/);
  refused(["--methods", "smart", "--seed", "3"], /takes --seeds, not --seed/);
  refused(["--method", "smart"], /takes --methods, not --method/);
  refused(["--methods", "smart", "--seeds", "0"], /at least 1/);
  refused(["--methods", "smart", "--seeds", "a,b"], /separated by commas/);
  refused(["--methods", "smart", "--workers", "-1"], /--workers/);
});
