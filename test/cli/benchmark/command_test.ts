import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROWS } from "../../../src/cli/benchmark/rows.ts";
import { methods } from "../../../src/methods/methods.ts";
import { captured, inFolder } from "../captured.ts";

const known = ROWS.filter(({ method }) => Object.hasOwn(methods, method));

Deno.test("weft benchmark --slice two-seeds runs every row on two tissues, resumes, and writes the page", () =>
  inFolder(async (folder) => {
    const [store, path] = [join(folder, "store"), join(folder, "page.md")];
    const args = ["benchmark", "--slice", "two-seeds", "--store", store, "--write", path];
    const first = await captured(args);
    assert.equal(first.code, known.length === ROWS.length ? 0 : 1, first.stderr);
    assert(!/failed/.test(first.stderr), first.stderr);
    assert.equal(readdirSync(store).length, 2 * known.length);
    const markdown = readFileSync(path, "utf8");
    for (const { label } of known) assert(markdown.includes(`| ${label} |`), label);
    for (const { label } of ROWS.filter((row) => !known.includes(row))) assert(first.stderr.includes(label));

    const again = await captured([...args, "--shard", "0/1"]);
    assert.equal(again.code, 0);
    assert.equal(again.stderr, "");
    assert.deepEqual((await captured(args)).stderr, first.stderr.replaceAll(/^\d+ of .*\n?/gm, ""));
    assert.equal(readFileSync(path, "utf8"), markdown);
  }));

Deno.test("weft benchmark --list names the runs of studies and rows that were chosen", async () => {
  const { code, stdout } = await captured(["benchmark", "--list", "--study", "controls", "--row", "smart"]);
  assert.equal(code, 0);
  assert.equal(stdout.split("\n").length, 18);
  assert(
    stdout.split("\n").every((line) =>
      line.startsWith("controls, ") && line.endsWith("SMART, all weights (`default`)")
    ),
  );
});

Deno.test("weft benchmark makes the page of what is there without running anything", () =>
  inFolder(async (folder) => {
    const args = ["benchmark", "--slice", "two-seeds", "--no-run", "--store", folder, "--row", "mean_5"];
    const { code, stdout, stderr } = await captured(args);
    assert.equal(code, 1);
    assert.match(stdout, /### Preset `hard`\s+_Nothing of this was run yet\._/);
    assert.match(stderr, /MISSING, 2 runs: its mean over 5 spots: not run, or failed/);
  }));

Deno.test("weft benchmark refuses what it does not know", async () => {
  const refuses = async (args: readonly string[], message: RegExp) => {
    const { code, stderr } = await captured(["benchmark", ...args]);
    assert.equal(code, 2);
    assert.match(stderr, message);
  };
  await refuses(["word"], /flags only, not 'word'/);
  await refuses(["--study", "magic"], /--study takes one of accuracy, cards/);
  await refuses(["--row", "magic"], /--row takes one of rna_alone/);
  await refuses(["--slice", "some"], /--slice takes one of all, two-seeds/);
  await refuses(["--no-run", "--shard", "2/2"], /--shard takes PLACE\/COUNT, not '2\/2'/);
  await refuses(["--seeds", "nowhere.json"], /name the file with --seeds/);
});
