import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { inTemporaryFolder } from "../../bench/temporary_folder.ts";

Deno.test("inTemporaryFolder() gives the work a folder that is gone afterwards, also when the work fails", async () => {
  const seen: string[] = [];
  const work = async (folder: string) => {
    seen.push(folder);
    await writeFile(`${folder}/data`, "1");
    return 7;
  };
  assert.equal(await inTemporaryFolder(work), 7);
  await assert.rejects(
    inTemporaryFolder((folder) => work(folder).then(() => Promise.reject(new TypeError("no")))),
    TypeError,
  );
  assert.deepEqual(seen.map(existsSync), [false, false]);
});

Deno.test("inTemporaryFolder() leaves no folder when the program is told to end", async () => {
  const module = new URL("../../bench/temporary_folder.ts", import.meta.url).href;
  const code = `import { inTemporaryFolder } from ${JSON.stringify(module)};
    await inTemporaryFolder(async (folder) => {
      console.log(folder);
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    });`;
  const args = ["eval", code];
  const child = new Deno.Command(Deno.execPath(), { args, stdout: "piped", stderr: "null" }).spawn();
  const reader = child.stdout.getReader();
  const folder = new TextDecoder().decode((await reader.read()).value).trim();
  assert(existsSync(folder));
  child.kill("SIGTERM");
  assert.equal((await child.status).code, 143);
  await reader.cancel();
  assert(!existsSync(folder));
});
