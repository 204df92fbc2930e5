import assert from "node:assert/strict";
import { HELP } from "../../src/cli/integrate/help.ts";
import { readSettings } from "../../src/cli/integrate/settings.ts";
import { SPATIAL_METHODS } from "../../src/cli/spatial_methods.ts";
import { UNPAIRED_METHODS } from "../../src/cli/unpaired_methods.ts";
import { UsageError } from "../../src/cli/usage_error.ts";

const refuses = (args: readonly string[], message: RegExp) =>
  assert.throws(() => readSettings(args), (error) => error instanceof UsageError && message.test(error.message));

Deno.test("readSettings() fills in the defaults", () => {
  const settings = readSettings(["--input", "t.h5mu", "--out", "o"]);
  assert.equal(settings.input, "t.h5mu");
  assert.deepEqual(settings.modalities, []);
  assert.deepEqual(
    [settings.method, settings.preset, settings.seed, settings.cluster, settings.nClusters, settings.spatialKey],
    ["smart", "default", 0, "gmm", undefined, "spatial"],
  );
});

Deno.test("readSettings() knows the kind of --rna, --adt and --atac, and of --mod as told", () => {
  const { modalities } = readSettings(["--rna", "a", "--atac", "c", "--mod", "his=C:\\x.h5ad:peaks", "--out", "o"]);
  assert.deepEqual(modalities, [
    { name: "rna", path: "a", kind: "rna" },
    { name: "atac", path: "c", kind: "peaks" },
    { name: "his", path: "C:\\x.h5ad", kind: "peaks" },
  ]);
});

Deno.test("readSettings() takes the kind of a modality inside --input", () => {
  const { modalities } = readSettings(["--input", "t.h5mu", "--mod", "adt=:protein", "--out", "o"]);
  assert.deepEqual(modalities, [{ name: "adt", kind: "protein" }]);
});

Deno.test("readSettings() reads --set values as JSON where they are, else as text", () => {
  const args = ["--input", "t", "--out", "o", "--set", "margin=1", "--set", "trainable=all", "--set", "useGraph=false"];
  assert.deepEqual(readSettings([...args, "--set", "gradClip=null", "--set", "a=b=c"]).options, {
    margin: 1,
    trainable: "all",
    useGraph: false,
    gradClip: null,
    a: "b=c",
  });
});

Deno.test("readSettings() reads numbers of clusters, auto among them", () => {
  assert.equal(readSettings(["--input", "t", "--out", "o", "--n-clusters", "7"]).nClusters, 7);
  assert.equal(readSettings(["--input", "t", "--out", "o", "--n-clusters", "auto"]).nClusters, undefined);
});

Deno.test("readSettings() takes the method by any of its names, a preset by any word, and neighbours as told", () => {
  const base = ["--input", "t", "--out", "o"];
  for (const method of SPATIAL_METHODS) {
    assert.equal(readSettings([...base, "--method", method]).method, method);
    assert(HELP.includes(method));
  }
  assert.equal(readSettings([...base, "--preset", "stable"]).preset, "stable");
  assert.equal(readSettings([...base, "--n-spatial-neighbors", "3"]).nSpatialNeighbors, 3);
  assert.equal(readSettings(base).nSpatialNeighbors, undefined);
  assert.equal(readSettings([...base, "--n-epochs", "0"]).nEpochs, 0);
});

Deno.test("readSettings() takes methods of unpaired cells, with --unpair and --annotation", () => {
  const base = ["--input", "t", "--out", "o"];
  assert.deepEqual(UNPAIRED_METHODS, ["scmrdr"]);
  assert.deepEqual([readSettings(base).unpair, readSettings(base).annotation], [false, undefined]);
  const told = readSettings([...base, "--method", "scmrdr", "--unpair", "--annotation", "genes.gtf.gz"]);
  assert.deepEqual([told.method, told.unpair, told.annotation], ["scmrdr", true, "genes.gtf.gz"]);
  for (const word of ["scmrdr", "--unpair", "--annotation FILE"]) assert(HELP.includes(word));
});

Deno.test("readSettings() refuses flags that mean nothing to the method", () => {
  const base = ["--input", "t", "--out", "o"];
  refuses([...base, "--unpair"], /takes --unpair for the cells of scmrdr, not for smart/);
  refuses([...base, "--method", "praga", "--annotation", "g.gtf"], /takes --annotation for the cells .*not for praga/);
  for (const flag of [["--spatial-key", "xy"], ["--library-key", "section"], ["--n-spatial-neighbors", "4"]]) {
    refuses(
      [...base, "--method", "scmrdr", ...flag],
      new RegExp(`takes ${flag[0]} for the tissues of .*not for scmrdr`),
    );
  }
});

Deno.test("readSettings() refuses what it cannot understand, and says how it should be", () => {
  const base = ["--input", "t", "--out", "o"];
  refuses(["--input", "t"], /needs --out DIR/);
  refuses(["--out", "o"], /needs --input FILE, or modalities/);
  refuses(["--rna", "a", ...base], /either --input or --rna/);
  refuses([...base, "x"], /flags only, not 'x'/);
  refuses([...base, "--seed", "one"], /--seed takes an integer of at least 0, not 'one'/);
  refuses([...base, "--n-clusters", "0"], /--n-clusters takes an integer of at least 1/);
  refuses([...base, "--n-epochs", "1.5"], /--n-epochs takes an integer/);
  refuses([...base, "--cluster", "louvain"], /one of gmm, leiden, kmeans, not 'louvain'/);
  refuses(
    [...base, "--method", "magic"],
    new RegExp(`--method takes one of ${[...SPATIAL_METHODS, ...UNPAIRED_METHODS].join(", ")}`),
  );
  refuses([...base, "--n-spatial-neighbors", "0"], /--n-spatial-neighbors takes an integer of at least 1/);
  refuses([...base, "--set", "margin"], /KEY=VALUE, not 'margin'/);
  refuses([...base, "--mod", "adt=b.h5ad:protein"], /NAME=:KIND/);
  refuses(["--mod", "adt=b.h5ad:spots", "--out", "o"], /KIND one of rna, protein, peaks/);
  refuses(["--rna", "a", "--mod", "rna=b:rna", "--out", "o"], /names the modality 'rna' twice/);
  refuses([...base, "--sed", "1"], /unknown option '--sed'/);
  refuses([...base, "--seed", "99999999999999999999"], /--seed takes an integer/);
  refuses([...base, "--seed", "1", "--seed", "2"], /takes --seed once only/);
  refuses([...base, "--set", "preset=paper"], /by --preset, not by --set/);
  refuses(["--rna", "--out", "o"], /'--rna/);
});
