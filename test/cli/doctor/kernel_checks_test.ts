import assert from "node:assert/strict";
import { join } from "node:path";
import { denoPathCheck } from "../../../src/cli/doctor/checks/deno_path.ts";
import { kernelCheck } from "../../../src/cli/doctor/checks/kernel.ts";
import type { Surroundings } from "../../../src/cli/doctor/surroundings.ts";
import { kernelspec, specFolder } from "../../../src/kernel/spec/kernelspec.ts";
import { inFolder } from "../captured.ts";
import { around } from "./around.ts";

const REPAIR = "deno task weft kernel install";

/** A machine whose one folder of Jupyter's data is real, with a kernel started by a command line. */
async function withKernel(data: string, argv: readonly string[]): Promise<Surroundings> {
  const folder = specFolder(data);
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(join(folder, "kernel.json"), JSON.stringify({ argv }));
  return { ...around({ dataFolders: [data] }), read: (path) => Deno.readTextFile(path).catch(() => undefined) };
}

const argv = kernelspec(Deno.execPath())["argv"] as string[];

Deno.test("doctor: the kernel works when the one that Jupyter would start has this weft", async () => {
  await inFolder(async (data) => {
    const { state, text } = await kernelCheck.run(await withKernel(data, argv));
    assert.equal(state, "works", text);
    assert.match(text, /starts and has weft \d/);
  });
});

Deno.test("doctor: a kernel that Jupyter does not know lacks, and would start", async () => {
  const { state, text, repair } = await kernelCheck.run(around());
  assert.deepEqual([state, repair], ["lacks", REPAIR], text);
  assert.match(text, /starts here, but Jupyter does not know it/);
});

Deno.test("doctor: a kernel that is cut off or does not start is broken, and one command mends it", async () => {
  await inFolder(async (data) => {
    const gone = await kernelCheck.run(await withKernel(data, argv.with(0, join(data, "gone"))));
    assert.deepEqual([gone.state, gone.repair], ["broken", REPAIR]);
    assert.match(gone.text, /gone is gone or unreadable/);
    const main = join(data, "main.ts");
    await Deno.writeTextFile(main, `console.error("no wool"); Deno.exit(3);`);
    const wrong = argv.map((word) => word.endsWith(".ts") ? main : word);
    const dead = await kernelCheck.run(await withKernel(data, wrong));
    assert.deepEqual([dead.state, dead.repair], ["broken", REPAIR]);
    assert.match(dead.text, /but found no wool/);
  });
});

Deno.test("doctor: the kernel's Deno must not lie in a cache, unless it is a copy of the kernel's own", async () => {
  await inFolder(async (data) => {
    const state = async (deno: string) => (await denoPathCheck.run(await withKernel(data, argv.with(0, deno)))).state;
    assert.equal(await state("/usr/bin/deno"), "works");
    assert.equal(await state(join(specFolder(data), "bin", "deno")), "works");
    assert.equal(await state("/home-of-somebody/.npm/_npx/1/deno"), "broken");
    assert.equal((await denoPathCheck.run(around({ dataFolders: [join(data, "none")] }))).state, "lacks");
  });
});
