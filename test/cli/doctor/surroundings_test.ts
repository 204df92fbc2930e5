import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { theseSurroundings } from "../../../src/cli/doctor/surroundings.ts";
import { inFolder } from "../captured.ts";

Deno.test("theseSurroundings() are those of this machine", async () => {
  const { deno, os, granted } = theseSurroundings();
  assert.deepEqual([deno, os], [Deno.version.deno, Deno.build.os]);
  assert.equal(await granted("read"), (await Deno.permissions.query({ name: "read" })).state === "granted");
});

Deno.test("theseSurroundings() know where deno task lab puts its Python", () => {
  const folder = fileURLToPath(new URL("../../../.cache/jupyter/python", import.meta.url));
  assert.equal(theseSurroundings().labPrefix, folder);
});

Deno.test("theseSurroundings() tell what a command prints, and nothing of one that fails or is not there", async () => {
  const { output } = theseSurroundings();
  assert.equal(await output(Deno.execPath(), "eval", "console.log(' 1.2 ')"), "1.2");
  assert.equal(await output(Deno.execPath(), "eval", "console.log('1.2'); Deno.exit(1)"), undefined);
  assert.equal(await output("a program that nobody has"), undefined);
});

Deno.test("theseSurroundings() read files, and look beside a JupyterLab on the PATH", async () => {
  await inFolder(async (folder) => {
    await Deno.mkdir(join(folder, "bin"));
    await Deno.writeTextFile(join(folder, "bin", "jupyter-lab"), "text");
    assert.equal(await theseSurroundings().read(join(folder, "bin", "jupyter-lab")), "text");
    assert.equal(await theseSurroundings().read(join(folder, "none")), undefined);
    const path = Deno.env.get("PATH")!;
    Deno.env.set("PATH", `${join(folder, "bin")}:${path}`);
    try {
      assert(theseSurroundings().dataFolders.includes(join(folder, "share", "jupyter")));
    } finally {
      Deno.env.set("PATH", path);
    }
    assert(!theseSurroundings().dataFolders.includes(join(folder, "share", "jupyter")));
  });
});
