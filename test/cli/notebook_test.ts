import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { formatNotebook } from "../../src/kernel/notebook/format_notebook.ts";
import { assertNbformat } from "../kernel/notebook/nbformat.ts";
import { notebook } from "../kernel/notebook/make_notebook.ts";
import { captured, inFolder } from "./captured.ts";

const MAIN = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));

/** Writes a notebook of code cells into a folder. */
async function written(folder: string, ...sources: string[]): Promise<string> {
  const path = join(folder, "x.ipynb");
  await Deno.writeTextFile(path, formatNotebook(notebook(...sources)));
  return path;
}

/** The command as a process of its own, and what it says until it ends or is sent a signal. */
async function processed(args: readonly string[], signal?: { when: RegExp; times: number }) {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", MAIN, "notebook", ...args],
    stdout: "null",
    stderr: "piped",
    env: { NO_COLOR: "1" },
  }).spawn();
  let said = "";
  for await (const text of child.stderr.pipeThrough(new TextDecoderStream())) {
    const before = said;
    said += text;
    if (signal && signal.when.test(said) && !signal.when.test(before)) {
      for (let i = 0; i < signal.times; i++) {
        await new Promise((resolve) => setTimeout(resolve, 400));
        child.kill("SIGINT");
      }
    }
  }
  return { code: (await child.status).code, said };
}

Deno.test("weft notebook run runs a notebook in its folder, tells about each cell and writes what came out", async () => {
  await inFolder(async (folder) => {
    const path = await written(folder, `console.log(Deno.readTextFileSync("a.txt"))`, "\n// why\n6 * 7");
    await Deno.writeTextFile(join(folder, "a.txt"), "from the folder");
    const before = readFileSync(path, "utf8");
    const out = join(folder, "y.ipynb");
    const { code, said } = await processed(["run", path, "--out", out]);
    assert.equal(code, 0, said);
    assert.match(said, /^\[1\/2\] +\d+\.\d s {2}console\.log/m);
    assert.match(said, /^\[2\/2\] +\d+\.\d s {2}6 \* 7$/m);
    assertNbformat(readFileSync(out, "utf8"));
    assert.match(readFileSync(out, "utf8"), /from the folder/);
    assert.equal(readFileSync(path, "utf8"), before);
    assert.deepEqual(readdirSync(folder).sort(), ["a.txt", "x.ipynb", "y.ipynb"]);
  });
});

Deno.test("weft notebook run says which cell failed, writes up to there, and leaves the notebook itself as it was", async () => {
  await inFolder(async (folder) => {
    const path = await written(folder, "1", `throw new RangeError("too far")`, "3");
    const before = readFileSync(path, "utf8");
    const out = join(folder, "y.ipynb");
    const other = await captured(["notebook", "run", path, "--out", out]);
    assert.equal(other.code, 1);
    assert.match(other.stderr, /^weft notebook: cell 2 of .*x\.ipynb: RangeError: too far/);
    assert.match(readFileSync(out, "utf8"), /too far/);
    const itself = await captured(["notebook", "run", path, "--out", path]);
    assert.equal(itself.code, 1);
    assert.match(itself.stdout, /is as it was/);
    assert.equal(readFileSync(path, "utf8"), before);
    assert.equal((await captured(["notebook", "run", await written(folder, "1 + 1"), "--out", path])).code, 0);
    assert.match(readFileSync(path, "utf8"), /execute_result/);
  });
});

Deno.test("weft notebook run refuses at once what it cannot read or write, and usage it does not know", async () => {
  await inFolder(async (folder) => {
    const path = await written(folder, "1");
    const refused = async (args: string[], message: RegExp) => {
      const { code, stderr } = await captured(["notebook", ...args]);
      assert.equal(code, 2, stderr);
      assert.match(stderr, message);
    };
    await refused([], /takes run and one X\.ipynb/);
    await refused(["run"], /takes run and one/);
    await refused(["walk", path], /takes run and one/);
    await refused(["run", path, "--timeout", "0"], /integer of at least 1/);
    await refused(["run", join(folder, "none.ipynb")], /none\.ipynb/);
    await refused(["run", path, "--out", folder], /is a folder/);
    await refused(["run", path, "--out", join(folder, "no", "y.ipynb")], /Create it first/);
    await Deno.writeTextFile(path, "{}");
    await refused(["run", path], /without nbformat/);
  });
});

Deno.test("weft notebook run stops at Ctrl-C and writes what there is; a second one ends at once", async () => {
  await inFolder(async (folder) => {
    const path = await written(folder, `console.log("one")`, "await new Promise(() => {})");
    const out = join(folder, "y.ipynb");
    const twice = await processed(["run", path, "--out", out], { when: /\[1\/2\]/, times: 2 });
    assert.equal(twice.code, 130, twice.said);
    assert(!existsSync(out));
    const loop = await written(folder, `console.log("one")`, "for (;;) {}");
    const once = await processed(["run", loop, "--out", out], { when: /\[1\/2\]/, times: 1 });
    assert.equal(once.code, 130, once.said);
    assert.match(once.said, /cell 2 of .*: it was stopped/);
    assert.match(readFileSync(out, "utf8"), /one/);
  });
});
