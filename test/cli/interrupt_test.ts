import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Dense } from "../../src/data/dense.ts";
import { readH5mu } from "../../src/io/read_h5mu.ts";
import { writeH5ad } from "../../src/io/write_h5ad.ts";
import { inFolder } from "./captured.ts";
import { smallModality } from "./small_tissue.ts";

const MAIN = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));

/** The command at work in a folder, and what it has said so far. */
interface Running {
  readonly child: Deno.ChildProcess;
  readonly said: () => string;
  /** Waits until something holds; the command must still be running then. */
  readonly until: (holds: () => boolean) => Promise<void>;
  /** Its status, once it has ended and all it said is read. */
  readonly ended: () => Promise<Deno.CommandStatus>;
}

/** Starts a training that nobody waits for to end. */
async function start(folder: string): Promise<Running> {
  await writeH5ad(smallModality({ nObs: 240 }), join(folder, "adt.h5ad"));
  const endless = ["--set", "earlyStopping=false", "--n-epochs", "1000000"];
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", MAIN, "integrate", "--adt", "adt.h5ad", "--out", "out", ...endless],
    cwd: folder,
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let text = "";
  const reading = (async () => {
    for await (const chunk of child.stderr.pipeThrough(new TextDecoderStream())) text += chunk;
  })();
  const until = async (holds: () => boolean) => {
    for (let tries = 0; !holds(); tries++) {
      assert(tries < 6000, `it did not come to that: ${text}`);
      await new Promise((done) => setTimeout(done, 10));
    }
  };
  const ended = async () => {
    const status = await child.status;
    await reading;
    return status;
  };
  return { child, said: () => text, until, ended };
}

const names = (folder: string) => readdirSync(folder).filter((name) => name !== "adt.h5ad");

Deno.test("Ctrl-C while training stops it, writes what is trained, and exits with 130", () =>
  inFolder(async (folder) => {
    const { child, said, until, ended } = await start(folder);
    await until(() => /training \d/.test(said()));
    child.kill("SIGINT");
    const { code, signal } = await ended();
    assert.deepEqual([code, signal], [130, null]);
    assert.match(said(), /Stopping after this epoch.*Ctrl-C again ends at once/);
    assert.deepEqual(names(folder), ["out"]);
    assert.deepEqual(readdirSync(join(folder, "out")).sort(), ["report.html", "result.h5mu", "summary.json"]);
    const summary = JSON.parse(readFileSync(join(folder, "out", "summary.json"), "utf8"));
    assert.equal(summary.stopped, true);
    assert(summary.nEpochs > 0 && summary.nEpochs < 1_000_000);
    const tissue = await readH5mu(join(folder, "out", "result.h5mu"));
    assert.equal((tissue.obsm.X_smart as Dense).nRows, 240);
  }));

Deno.test("Ctrl-C before training ends at once with 130 and leaves nothing", () =>
  inFolder(async (folder) => {
    const { child, said, until, ended } = await start(folder);
    await until(() => names(folder).length > 0);
    child.kill("SIGINT");
    assert.equal((await ended()).code, 130);
    assert.match(said(), /Stopped before training; nothing was written\./);
    assert.deepEqual(names(folder), []);
  }));

Deno.test("Ctrl-C twice ends at once with 130 and leaves nothing", () =>
  inFolder(async (folder) => {
    const { child, said, until, ended } = await start(folder);
    await until(() => /training \d/.test(said()));
    child.kill("SIGINT");
    await until(() => /Stopping/.test(said()));
    child.kill("SIGINT");
    assert.equal((await ended()).code, 130);
    assert(!existsSync(join(folder, "out")));
    assert.deepEqual(names(folder), []);
  }));

Deno.test("a request to end while training, as batch systems send it, is heard like Ctrl-C", () =>
  inFolder(async (folder) => {
    const { child, said, until, ended } = await start(folder);
    await until(() => /training \d/.test(said()));
    child.kill("SIGTERM");
    assert.equal((await ended()).code, 130);
    assert.deepEqual(names(folder), ["out"]);
  }));
