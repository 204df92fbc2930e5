import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pythonEnvironment } from "../../tools/python_env.ts";
import { captured, inFolder } from "./captured.ts";

const python = Deno.env.get("WEFT_TEST_PYTHON") ?? await pythonEnvironment();
if (python === undefined) console.warn("SKIPPED: files written by Python (no Python with anndata and mudata)");

/** What Python prints when it runs a script of this folder. */
async function run(script: string, args: readonly string[]): Promise<string> {
  const path = fileURLToPath(new URL(`./python/${script}`, import.meta.url));
  const { stdout, stderr, success } = await new Deno.Command(python!, { args: [path, ...args] }).output();
  assert(success, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout).trim();
}

/** A file that Python wrote, the flags it is given with, and how many spots are left. */
const FILES: readonly (readonly [string, readonly string[], number])[] = [
  ["int64.h5ad", ["--rna"], 144],
  ["csc_float64.h5ad", ["--rna"], 144],
  ["csr_uint16.h5ad", ["--adt"], 144],
  ["float16.h5ad", ["--rna"], 144],
  ["three_axes.h5ad", ["--input"], 144],
  ["table_of_places.h5ad", ["--rna"], 144],
  ["logged_with_counts.h5ad", ["--rna"], 144],
  ["labels_of_the_whole.h5mu", ["--input"], 134],
  ["sections.h5ad", ["--library-key", "section", "--batch-key", "section", "--rna"], 288],
];

Deno.test({
  name: "weft integrate finds the regions in files as Python writes them, and Python reads what it found",
  ignore: python === undefined,
  fn: () =>
    inFolder(async (folder) => {
      await run("make_files.py", [folder]);
      mkdirSync(join(folder, "out"));
      const common = ["--labels-key", "region", "--cluster", "kmeans", "--n-epochs", "30", "--seed", "4"];
      const results: string[] = [];
      for (const [file, flags] of FILES) {
        const out = join(folder, "out", file);
        const { code, stderr } = await captured(["integrate", ...flags, join(folder, file), ...common, "--out", out]);
        assert.equal(code, 0, `${file}: ${stderr}`);
        results.push(join(out, "result.h5mu"));
      }
      const seen = (await run("read_result.py", results)).split("\n").map((line) => JSON.parse(line));
      seen.forEach(({ purity, history, ...rest }, i) => {
        const [file, , nObs] = FILES[i]!;
        const wanted = { embedding: [nObs, 64], embeddingType: "float32", domainType: "category", domains: 3 };
        assert.deepEqual(rest, { ...wanted, epochs: 30, seed: 4, preset: "default" }, file);
        assert(purity > 0.95, `${file}: ${purity}`);
        assert.equal(history[0], "total");
      });
    }),
});
