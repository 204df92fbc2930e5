import assert from "node:assert/strict";
import type { Buffer } from "node:buffer";
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildAll } from "../../tools/kernels/build_all.ts";
import { readOps, tableForC, tableForTypeScript } from "../../tools/kernels/op_table.ts";
import { TARGETS } from "../../tools/kernels/targets.ts";
import { zigCommand } from "../../tools/kernels/zig.ts";

const KERNELS = fileURLToPath(new URL("../../src/kernels/", import.meta.url));

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "weft-kernels-"));
  try {
    await work(`${folder}/`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** All files of a folder by name. */
async function contents(folder: string): Promise<Map<string, Buffer>> {
  const names = (await readdir(folder)).sort();
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const)));
}

Deno.test("the libraries, modules and tables that are shipped are what the C source builds, byte for byte", async () => {
  const zig = await zigCommand();
  if (zig === undefined) return console.warn("SKIPPED: the shipped kernels were not compared with their source");
  await inFolder(async (room) => {
    await cp(`${KERNELS}c`, `${room}c`, { recursive: true });
    await buildAll(room, { zig, targets: TARGETS });
    for (const folder of ["generated", "dist"]) {
      const [built, shipped] = [await contents(`${room}${folder}`), await contents(`${KERNELS}${folder}`)];
      assert.deepEqual([...shipped.keys()], [...built.keys()], folder);
      for (const [name, bytes] of built) {
        assert(
          shipped.get(name)!.equals(bytes),
          `${folder}/${name} is not what the source builds: run deno task kernels --all`,
        );
      }
    }
  });
});

Deno.test("readOps() lists kernels in the order of their files, and refuses a name defined twice", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/ops.c`, '#include "b.h"\n#include "a.h"\n#include "../generated/op_table.h"\n');
    await Deno.writeTextFile(`${folder}/a.h`, "OP(first_one) {\n}\n// OP(not_me)\n");
    await Deno.writeTextFile(`${folder}/b.h`, "OP(second) {\n}\nOP(third) {\n}\n");
    const names = await readOps(folder);
    assert.deepEqual(names, ["second", "third", "first_one"]);
    assert.match(
      tableForC(names),
      /JOIN\(op_second, ISA\),\n {4}JOIN\(op_third, ISA\),\n {4}JOIN\(op_first_one, ISA\),/,
    );
    assert.match(tableForTypeScript(names), /second: 0,\n {2}third: 1,\n {2}firstOne: 2,/);
    await Deno.writeTextFile(`${folder}/b.h`, "OP(first_one) {\n}\n");
    await assert.rejects(readOps(folder), /'first_one' is defined twice, again in a\.h/);
  }));
