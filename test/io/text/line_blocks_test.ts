import assert from "node:assert/strict";

import { lineBlocks } from "../../../src/io/text/line_blocks.ts";
import { fails, gzip, withFolder } from "../temp_folder.ts";

async function collect(path: string, signal?: AbortSignal): Promise<string[]> {
  const blocks: string[] = [];
  for await (const block of lineBlocks(path, signal)) blocks.push(new TextDecoder().decode(block));
  return blocks;
}

const LONG = Array.from({ length: 40000 }, (_, i) => `line ${i} é`).join("\n");

Deno.test("lineBlocks() gives the whole text in blocks that end with a line", () =>
  withFolder({ a: LONG }, async (folder) => {
    const blocks = await collect(`${folder}/a`);
    assert.ok(blocks.length > 2);
    assert.equal(blocks.join(""), LONG);
    assert.ok(blocks.slice(0, -1).every((block) => block.endsWith("\n")));
  }));

Deno.test("lineBlocks() unpacks gzip, told by its bytes and not by its name", async () => {
  const packed = await gzip(LONG);
  await withFolder({ "a.txt": packed, "b.gz": "plain\n" }, async (folder) => {
    assert.equal((await collect(`${folder}/a.txt`)).join(""), LONG);
    assert.deepEqual(await collect(`${folder}/b.gz`), ["plain\n"]);
  });
});

Deno.test("lineBlocks() leaves out a byte order mark and bears lines longer than a chunk", () =>
  withFolder({ a: "\ufeffx\n", b: `${"y".repeat(300000)}\nz` }, async (folder) => {
    assert.deepEqual(await collect(`${folder}/a`), ["x\n"]);
    assert.equal((await collect(`${folder}/b`)).join("").length, 300002);
  }));

Deno.test("lineBlocks() of an empty file are none", () =>
  withFolder({ a: "" }, async (folder) => assert.deepEqual(await collect(`${folder}/a`), [])));

Deno.test("lineBlocks() closes the file when reading stops early", () =>
  withFolder({ a: LONG, "b.gz": "" }, async (folder) => {
    await Deno.writeFile(`${folder}/b.gz`, await gzip(LONG));
    for (const name of ["a", "b.gz"]) {
      for await (const block of lineBlocks(`${folder}/${name}`)) {
        assert.ok(block.length > 0);
        break;
      }
    }
  }));

Deno.test("lineBlocks() tells a truncated gzip file, a missing one, and a stop", async () => {
  const packed = await gzip(LONG);
  await withFolder({ "a.gz": packed.subarray(0, packed.length / 2), "b": LONG }, async (folder) => {
    await assert.rejects(
      collect(`${folder}/a.gz`),
      fails("Corrupt", /a complete gzip file but found damaged or missing bytes/),
    );
    await assert.rejects(collect(`${folder}/c`), fails("NotFound", /a file .*c but found none/));
    await assert.rejects(collect(`${folder}/b`, AbortSignal.abort()), fails("Aborted", /reading .*b to finish/));
  });
});
