import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The flags that SECURITY.md gives for the row that names a call. */
async function flagsOf(call: string): Promise<string[]> {
  const lines = (await readFile(`${ROOT}SECURITY.md`, "utf8")).split("\n");
  const cells = lines.find((line) => line.startsWith("|") && line.split("|")[1]!.includes(call))!.split("|");
  return [...cells[2]!.matchAll(/--allow-\w+/g)].map(([flag]) => flag);
}

/** Runs a row with its flags, those for files granted for one folder alone. */
async function run(call: string, folder: string, granted: string): Promise<{ code: number; text: string }> {
  const flags = (await flagsOf(call)).map((flag) => flag === "--allow-env" ? flag : `${flag}=${granted}`);
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      "--no-check",
      "--quiet",
      ...flags,
      `${ROOT}test/house/permissions/calls.ts`,
      call,
      folder,
    ],
    cwd: ROOT,
  }).output();
  return { code, text: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
}

Deno.test("house: every call works with the permissions of SECURITY.md, those for files granted for one folder", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/x.bed`, "chr1\t0\t10\tA\t0\t+\n");
    for (const call of ["objects", "writeH5ad", "readCsv", "readH5ad", "train", "native"]) {
      const granted = call === "native" ? `${ROOT}src/kernels/dist` : folder;
      assert.deepEqual(await run(call, folder, granted), { code: 0, text: "done\n" }, call);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
