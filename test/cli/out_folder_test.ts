import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { abandon, type Begun, checkOut, openOut as open, type OutFolder } from "../../src/cli/integrate/out_folder.ts";
import { isWeftError } from "../../src/core/is_weft_error.ts";

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "weft-out-"));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const openOut = (out: string, guard = (_: Begun) => Promise.resolve()): Promise<OutFolder> => open(out, guard);

Deno.test("openOut() tells what it is about to begin before anything is there", () =>
  inFolder(async (folder) => {
    let told: Begun | undefined;
    const out = await openOut(join(folder, "a", "b", "out"), (begun) => {
      told = begun;
      assert.deepEqual(readdirSync(folder), []);
      return Promise.resolve();
    });
    assert.deepEqual(told, out.begun);
    assert.equal(told!.made, join(folder, "a"));
    out.discard();
  }));

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
    (await openOut(target)).discard();
    assert.deepEqual(readdirSync(target), ["old"]);
    const second = await openOut(target);
    writeFileSync(join(second.staging, "new"), "2");
    await second.commit();
    assert.deepEqual(readdirSync(target), ["new"]);
    assert.deepEqual(readdirSync(folder), ["out"]);
  }));

Deno.test("openOut() gives the folder the rights that any new folder has", () =>
  inFolder(async (folder) => {
    const out = await openOut(join(folder, "out"));
    await out.commit();
    mkdirSync(join(folder, "plain"));
    assert.equal(statSync(join(folder, "out")).mode, statSync(join(folder, "plain")).mode);
  }));

Deno.test("openOut() takes away the folders it made above the target when it is discarded, and no others", () =>
  inFolder(async (folder) => {
    const out = await openOut(join(folder, "a", "b", "out"));
    out.discard();
    assert.deepEqual(readdirSync(folder), []);
    const other = await openOut(join(folder, "a", "b", "out"));
    writeFileSync(join(folder, "a", "mine"), "1");
    other.discard();
    assert.deepEqual(readdirSync(join(folder, "a")), ["mine"]);
  }));

Deno.test("openOut() says which folder cannot be written", () =>
  inFolder(async (folder) => {
    writeFileSync(join(folder, "file"), "1");
    await assert.rejects(openOut(join(folder, "file", "out")), (error) =>
      isWeftError(error, "Permission") && /to be able to write .*file/.test(error.message));
  }));

Deno.test("abandon() puts the old folder back when the process is ended between the two renames of a commit", () =>
  inFolder(async (folder) => {
    const target = join(folder, "out");
    mkdirSync(target);
    writeFileSync(join(target, "old"), "1");
    const { begun } = await openOut(target);
    renameSync(target, `${begun.staging}-old`);
    abandon(begun);
    assert.deepEqual(readdirSync(folder), ["out"]);
    assert.deepEqual(readdirSync(target), ["old"]);
  }));

Deno.test("abandon() leaves a committed folder alone", () =>
  inFolder(async (folder) => {
    const target = join(folder, "new", "out");
    const out = await openOut(target);
    writeFileSync(join(out.staging, "x"), "1");
    await out.commit();
    abandon(out.begun);
    assert.deepEqual(readdirSync(target), ["x"]);
  }));

const refused = (message: RegExp) => (error: unknown) => isWeftError(error, "Exists") && message.test(error.message);

Deno.test("checkOut() refuses a folder that is there, unless told to replace it", () =>
  inFolder((folder) => {
    assert.throws(() => checkOut(folder, false, ["x"]), refused(/--force/));
    checkOut(folder, true, ["x"]);
    writeFileSync(join(folder, "x"), "1");
    checkOut(folder, true, ["x"]);
    checkOut(join(folder, "new"), false, ["x"]);
    return Promise.resolve();
  }));

Deno.test("checkOut() never replaces a folder with other files in it, nor a file", () =>
  inFolder((folder) => {
    writeFileSync(join(folder, "x"), "1");
    writeFileSync(join(folder, "thesis.tex"), "1");
    assert.throws(() => checkOut(folder, true, ["x"]), refused(/'thesis\.tex'/));
    assert.throws(() => checkOut(join(folder, "x"), true, ["x"]), refused(/nothing in it but 'x'/));
    return Promise.resolve();
  }));
