import assert from "node:assert/strict";
import { join } from "node:path";
import { ChromiumProcess } from "./chromium_process.ts";

/** Plays Chromium: says that it listens, on its own process id for a port, and waits. */
const LISTENS = `for word in "$@"; do case "$word" in --user-data-dir=*) folder="\${word#*=}" ;; esac; done
printf '%s\\n/devtools/browser/x' "$$" > "$folder/DevToolsActivePort"
exec sleep 100`;

/** Runs a test with a program of that shell script, in a folder that holds whatever is left behind. */
function processTest(name: string, script: string, run: (path: string, folder: string) => Promise<void>): void {
  Deno.test({
    name,
    ignore: Deno.build.os === "windows",
    fn: async () => {
      const folder = await Deno.makeTempDir();
      const path = join(folder, "program");
      await Deno.writeTextFile(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      const before = Deno.env.get("TMPDIR");
      Deno.env.set("TMPDIR", folder);
      try {
        await run(path, folder);
        assert.deepEqual([...Deno.readDirSync(folder)].map((entry) => entry.name), ["program"]);
      } finally {
        if (before === undefined) Deno.env.delete("TMPDIR");
        else Deno.env.set("TMPDIR", before);
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}

processTest(
  "ChromiumProcess.start() says that the browser ended, and leaves nothing behind",
  "exit 1",
  async (path) => {
    await assert.rejects(ChromiumProcess.start(path), /ended before it listened/);
  },
);

processTest("ChromiumProcess.start() leaves nothing behind when there is no such program", "", async (path) => {
  await assert.rejects(ChromiumProcess.start(`${path}-none`), Deno.errors.NotFound);
});

processTest("ChromiumProcess.stop() ends the browser and removes its folder", LISTENS, async (path, folder) => {
  const running = await ChromiumProcess.start(path);
  assert(running.folder.startsWith(folder) && (await Deno.stat(running.folder)).isDirectory);
  await running.stop();
  assert.throws(() => Deno.kill(Number(new URL(running.endpoint).port), "SIGCONT"));
});

processTest("ChromiumProcess.stop() clears up after a crash too", LISTENS, async (path) => {
  const running = await ChromiumProcess.start(path);
  const pid = Number(new URL(running.endpoint).port);
  Deno.kill(pid, "SIGKILL");
  while (isThere(pid)) await new Promise((resolve) => setTimeout(resolve, 10));
  await running.stop();
});

function isThere(pid: number): boolean {
  try {
    Deno.kill(pid, "SIGCONT");
    return true;
  } catch {
    return false;
  }
}
