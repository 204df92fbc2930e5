import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { absoluteImports } from "../../../src/kernel/inner/absolute_imports.ts";
import { findConfig } from "../../../src/kernel/inner/find_config.ts";
import { innerConfig } from "../../../src/kernel/inner/inner_config.ts";
import { parseJsonc } from "../../../src/kernel/inner/parse_jsonc.ts";
import { makeStartFolder } from "../../../src/kernel/inner/start_folder.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

async function inFolder(files: Record<string, string>, work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  try {
    for (const [name, text] of Object.entries(files)) {
      await Deno.mkdir(join(folder, name, ".."), { recursive: true });
      await Deno.writeTextFile(join(folder, name), text);
    }
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("parseJsonc() takes comments and trailing commas, and leaves strings that look like them", () => {
  const text = `{ // one
    "a": "// no comment, /* neither */ \\" ,]", /* two
    lines */ "b": [1, 2,],
  }`;
  assert.deepEqual(parseJsonc(text), { a: '// no comment, /* neither */ " ,]', b: [1, 2] });
  assert.deepEqual(parseJsonc(`{"a": [",]", 1 , ]}`), { a: [",]", 1] });
  assert.throws(() => parseJsonc("{"), SyntaxError);
});

Deno.test("absoluteImports() makes relative names and targets absolute and leaves the rest", () => {
  const imports = {
    "lib/": "./lib/",
    "./local": "../other.ts",
    "/root": "/x.ts",
    "chalk": "npm:chalk@5",
    "web": "https://example.com/x.ts",
  };
  assert.deepEqual(absoluteImports(imports, new URL("file:///a/b/deno.json")), {
    "lib/": "file:///a/b/lib/",
    "file:///a/b/local": "file:///a/other.ts",
    "file:///root": "file:///x.ts",
    "chalk": "npm:chalk@5",
    "web": "https://example.com/x.ts",
  });
});

Deno.test("findConfig() takes the nearest configuration upward, also with its import map in a file", async () => {
  const files = {
    "deno.json": `{ "imports": { "far": "./far.ts" } }`,
    "a/deno.jsonc": `{ "importMap": "./map.json", /* ! */ }`,
    "a/map.json": `{ "imports": { "near": "./near.ts" } }`,
    "a/b/c/x.ts": "",
    "d/deno.json": `{}`,
  };
  await inFolder(files, async (folder) => {
    const near = await findConfig(join(folder, "a/b/c"));
    assert.deepEqual(near!.imports, { near: "./near.ts" });
    assert.equal(near!.url.href, `file://${folder}/a/deno.jsonc`);
    assert.deepEqual((await findConfig(folder))!.imports, { far: "./far.ts" });
    assert.deepEqual((await findConfig(join(folder, "d")))!.imports, {});
  });
});

Deno.test("innerConfig() has weft's imports, the user's before them, and what else holds in another folder", () => {
  const own = { url: new URL("file:///weft/deno.json"), imports: { weft: "./mod.ts", x: "npm:x@1" }, fields: {} };
  const imports = { x: "./my_x.ts" };
  const fields = { imports, compilerOptions: { jsx: "react" }, name: "mine", tasks: {} };
  const user = { url: new URL("file:///user/deno.json"), imports, fields };
  assert.deepEqual(innerConfig(own, user), {
    compilerOptions: { jsx: "react" },
    imports: { weft: "file:///weft/mod.ts", x: "file:///user/my_x.ts" },
  });
  assert.deepEqual(innerConfig(own, null), { imports: { weft: "file:///weft/mod.ts", x: "npm:x@1" } });
});

Deno.test("makeStartFolder() starts in the notebook's folder when its configuration maps weft, else supplies weft", async () => {
  await inFolder({ "mine/deno.json": `{ "imports": { "weft": "./w.ts" } }`, "bare/x": "" }, async (folder) => {
    const mine = await makeStartFolder(join(folder, "mine"), ROOT);
    assert.equal(mine.start, join(folder, "mine"));
    const bare = await makeStartFolder(join(folder, "bare"), ROOT);
    assert.equal(bare.start, bare.own);
    const { imports } = JSON.parse(await Deno.readTextFile(join(bare.own, "deno.json")));
    assert.equal(imports["weft"], `file://${ROOT}mod.ts`);
    assert.equal((await Deno.stat(bare.own)).mode! & 0o077, 0);
    await Deno.stat(join(bare.own, "deno.lock"));
    for (const { own } of [mine, bare]) await Deno.remove(own, { recursive: true });
  });
});

Deno.test("makeStartFolder() without a configuration of weft starts in the notebook's folder", async () => {
  await inFolder({ "a/x": "" }, async (folder) => {
    const { own, start } = await makeStartFolder(join(folder, "a"), folder);
    assert.equal(start, join(folder, "a"));
    await Deno.remove(own, { recursive: true });
  });
});
