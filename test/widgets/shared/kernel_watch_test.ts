import assert from "node:assert/strict";
import { FakeTime } from "../../fake_time.ts";
import { KernelWatch } from "../../../widgets/shared/kernel_watch.ts";

Deno.test("KernelWatch asks when it has heard nothing, says that the kernel is gone when nothing comes, and takes it back", () => {
  using time = new FakeTime();
  const log: string[] = [];
  const watch = new KernelWatch(() => log.push("ask"), (gone) => log.push(gone ? "gone" : "back"));
  watch.heard();
  time.pass(3900);
  watch.heard();
  time.pass(3900);
  assert.deepEqual(log, []);
  time.pass(200);
  assert.deepEqual(log, ["ask"]);
  time.pass(9000);
  assert.deepEqual(log, ["ask", "gone"]);
  watch.heard();
  assert.deepEqual(log, ["ask", "gone", "back"]);
  watch.doubt(1000);
  time.pass(1100);
  assert.deepEqual(log.slice(3), ["ask", "gone"]);
  watch.end();
  time.pass(1e6);
  assert.equal(log.length, 5);
});
