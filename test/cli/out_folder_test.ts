import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkOut, openOut } from "../../src/cli/integrate/out_folder.ts";
import { isWeftError } from "../../src/core/is_weft_error.ts";

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "weft-out-"));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

Deno.test("openOut() shows nothing until it is committed", () =>
  inFolder(async (folder) => {
    const target = join(folder, "a", "out");
    const out = await openOut(target);
    writeFileSync(join(out.staging, "x"), "1");
    assert(!existsSync(target));
    await out.commit();
    assert.equal(readFileSync(join(target, "x"), "utf8"), "1");
    assert.deepEqual(readdirSync(join(folder, "a")), ["out"]);
  }));

Deno.test("openOut() keeps the old folder when it is discarded, and replaces it whole when committed", () =>
  inFolder(async (folder) => {
    const target = join(folder, "out");
    const first = await openOut(target);
    writeFileSync(join(first.staging, "old"), "1");
    await first.commit();
    await (await openOut(target)).discard();
    assert.deepEqual(readdirSync(target), ["old"]);
    const second = await openOut(target);
    writeFileSync(join(second.staging, "new"), "2");
    await second.commit();
    assert.deepEqual(readdirSync(target), ["new"]);
    assert.deepEqual(readdirSync(folder), ["out"]);
  }));

Deno.test("checkOut() refuses a folder that is there, unless told to replace it", () =>
  inFolder((folder) => {
    assert.throws(() => checkOut(folder, false), (error) =>
      isWeftError(error, "Exists") && /--force/.test(error.message));
    checkOut(folder, true);
    checkOut(join(folder, "new"), false);
    return Promise.resolve();
  }));
