import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readH5mu } from "../../src/io/read_h5mu.ts";
import { writeH5ad } from "../../src/io/write_h5ad.ts";
import { captured, inFolder } from "./captured.ts";
import { smallModality } from "./small_tissue.ts";

Deno.test("weft without a command tells the commands and exits with 2", async () => {
  const { code, stdout } = await captured([]);
  assert.equal(code, 2);
  for (const command of ["integrate", "inspect", "convert", "engine", "kernel"]) {
    assert.match(stdout, new RegExp(`weft ${command} `));
  }
});

Deno.test("weft --help and weft COMMAND --help exit with 0", async () => {
  assert.equal((await captured(["--help"])).code, 0);
  for (const command of ["integrate", "inspect", "convert", "engine", "kernel"]) {
    const { code, stdout, stderr } = await captured([command, "--help"]);
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, new RegExp(`^weft ${command} `));
  }
});

Deno.test("weft integrate --help names every flag there is, and the exit codes", async () => {
  const { stdout } = await captured(["integrate", "--help"]);
  const flags = [
    "input",
    "rna",
    "adt",
    "atac",
    "mod",
    "spatial-key",
    "library-key",
    "batch-key",
    "labels-key",
    "method",
  ];
  const more = ["preset", "set", "n-epochs", "seed", "engine", "cluster", "n-clusters", "out", "force"];
  for (const flag of [...flags, ...more]) assert.match(stdout, new RegExp(`--${flag} `));
  assert.match(stdout, /0 done, 1 failure, 2 bad usage or input, 130 after Ctrl-C/);
});

Deno.test("weft refuses a command it does not know, names of every object among them", async () => {
  for (const command of ["integrat", "toString", "__proto__", ""]) {
    const { code, stderr } = await captured([command]);
    assert.equal(code, 2);
    assert.match(stderr, new RegExp(`no command '${command}'`));
  }
});

Deno.test("weft engine says what a training computes on, in words and as JSON, and refuses what it cannot have", async () => {
  const words = await captured(["engine", "--engine", "wasm"]);
  assert.equal(words.code, 0);
  assert.match(words.stdout, /^wasm \(relaxed\), \d+ threads?: WebAssembly, asked for by name\n {2}native /);
  const { name, choices } = JSON.parse((await captured(["engine", "--json"])).stdout);
  assert(choices.some((choice: { name: string; available: boolean }) => choice.name === name && choice.available));
  const unknown = await captured(["engine", "--engine", "gpu"]);
  assert.equal(unknown.code, 2);
  assert.match(unknown.stderr, /--engine takes one of auto, native, wasm, cpu, webgpu, tensorflow, not 'gpu'/);
});

Deno.test("weft inspect says what a file holds, in words and as JSON", () =>
  inFolder(async (folder) => {
    const path = join(folder, "x.h5ad");
    await writeH5ad(smallModality(), path);
    const words = await captured(["inspect", path]);
    assert.equal(words.code, 0);
    assert.match(words.stdout, /AnnData, n_obs × n_vars = 36 × 12/);
    const { nObs, nVars, entries } = JSON.parse((await captured(["inspect", path, "--json"])).stdout);
    assert.deepEqual([nObs, nVars], [36, 12]);
    assert(entries.some(({ key }: { key: string }) => key === "obsm/spatial"));
  }));

Deno.test("weft convert rewrites a file, and replaces one only with --force", () =>
  inFolder(async (folder) => {
    const [source, target] = [join(folder, "x.h5ad"), join(folder, "y.h5mu")];
    await writeH5ad(smallModality(), source);
    assert.equal((await captured(["convert", source, target])).code, 0);
    const tissue = await readH5mu(target);
    assert.deepEqual(Object.values(tissue.mod)[0]!.obsNames, smallModality().obsNames);
    const again = await captured(["convert", source, target]);
    assert.equal(again.code, 2);
    assert.match(again.stderr, /--force/);
    assert.equal((await captured(["convert", source, target, "--force"])).code, 0);
  }));

Deno.test("weft inspect and convert refuse what they cannot do in one or two lines", () =>
  inFolder(async (folder) => {
    const path = join(folder, "x.h5ad");
    await writeH5ad(smallModality(), path);
    const refused = [
      [["inspect"], /takes exactly one FILE/],
      [["inspect", path, path], /takes exactly one FILE/],
      [["inspect", join(folder, "no.h5ad")], /a file .*no\.h5ad but found none/],
      [["inspect", path, "--yaml"], /unknown option '--yaml'/],
      [["convert", path], /takes IN and OUT/],
      [["convert", path, join(folder, "y.zarr")], /reads zarr but does not write it/],
      [["convert", join(folder, "no.h5ad"), join(folder, "y.h5ad")], /found none/],
    ] as const;
    for (const [args, says] of refused) {
      const { code, stderr } = await captured(args);
      assert.equal(code, 2, stderr);
      assert.match(stderr, says);
      assert(stderr.split("\n").length <= 2, stderr);
    }
    assert.deepEqual(readdirSync(folder), ["x.h5ad"]);
  }));
