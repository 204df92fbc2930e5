import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { VERSION } from "../../src/core/version.ts";
import { listing, publicSymbols } from "../../tools/public_api.ts";

const symbols = await publicSymbols();

Deno.test("house: the public surface is the one frozen in public_api.txt", async () => {
  const frozen = await readFile(new URL("public_api.txt", import.meta.url), "utf8");
  const now = listing(symbols);
  const lost = frozen.split("\n").filter((line) => !now.includes(`${line}\n`));
  const gained = now.split("\n").filter((line) => !frozen.includes(`${line}\n`));
  assert.deepEqual({ lost, gained }, { lost: [], gained: [] }, "run tools/public_api.ts --write if this is meant");
});

Deno.test("house: every public symbol has a sentence", () => {
  const silent = symbols.filter(({ kind, doc }) => kind !== "namespace" && !/^[A-Z0-9`].*[.:]/s.test(doc));
  assert.deepEqual(silent.map(({ entry, name }) => `${entry} ${name}`), []);
});

Deno.test("house: every public function and class has an example that imports weft and asserts", () => {
  const lacking = symbols.filter(({ kind, examples }) =>
    (kind === "function" || kind === "class") &&
    !examples.some((example) => /from "weft/.test(example) && /assert/.test(example))
  );
  assert.deepEqual([...new Set(lacking.map(({ file, name }) => `${file} ${name}`))], []);
});

Deno.test("house: the version is the same in deno.json, in the code and in the changelog", async () => {
  const root = new URL("../../", import.meta.url);
  const { version } = JSON.parse(await readFile(new URL("deno.json", root), "utf8"));
  assert.equal(VERSION, version);
  assert.match(await readFile(new URL("CHANGELOG.md", root), "utf8"), new RegExp(`^## ${version}\\b`, "m"));
});
