import assert from "node:assert/strict";
import { watchParent } from "../../src/kernel/parent_watch.ts";

Deno.test("watchParent() calls back once when the process is gone, not before", async () => {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["eval", "await new Promise(() => setTimeout(() => 0, 1e6))"],
  })
    .spawn();
  let calls = 0;
  const stop = watchParent(child.pid, () => calls++);
  await new Promise((resolve) => setTimeout(resolve, 700));
  assert.equal(calls, 0);
  child.kill("SIGKILL");
  await child.status;
  await new Promise((resolve) => setTimeout(resolve, 1300));
  stop();
  assert.equal(calls, 1);
});

Deno.test("watchParent() is quiet while the parent lives, and when told to stop", async () => {
  const stop = watchParent(Deno.ppid, () => assert.fail());
  await new Promise((resolve) => setTimeout(resolve, 600));
  stop();
});
