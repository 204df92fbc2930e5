import assert from "node:assert/strict";
import { runCell } from "../../../src/kernel/notebook/run_cell.ts";
import type { StartedKernel } from "../../../src/kernel/notebook/started_kernel.ts";
import type { Message } from "../../../src/kernel/wire/message.ts";
import { message } from "../session/fakes.ts";

/** A kernel that counts how often it is stopped, and a cell that ends when it is told to. */
function running(onInterrupt: (end: (reply: Message) => void) => void = () => undefined) {
  const done = Promise.withResolvers<Message>();
  const ended = Promise.withResolvers<string>();
  const counted = { interrupts: 0 };
  const interrupt = (): void => {
    counted.interrupts++;
    onInterrupt(done.resolve);
  };
  const kernel = { interrupt, ended: ended.promise } as unknown as StartedKernel;
  return { kernel, sent: { id: "a", reply: done.promise, done: done.promise }, done, ended, counted };
}

const REPLY = message("execute_reply", { status: "ok" });

Deno.test("runCell() gives the kernel's answer, and stops nothing", async () => {
  const { kernel, sent, done, counted } = running();
  const end = runCell(kernel, sent, { timeout: 10, signal: new AbortController().signal });
  done.resolve(REPLY);
  assert.deepEqual(await end, { kind: "answered", reply: REPLY });
  assert.equal(counted.interrupts, 0);
});

Deno.test("runCell() stops a cell once when its time is over, and waits for its last outputs", async () => {
  let answered = false;
  const { kernel, sent, counted } = running((end) => {
    setTimeout(() => {
      answered = true;
      end(REPLY);
    }, 50);
  });
  const start = performance.now();
  assert.deepEqual(await runCell(kernel, sent, { timeout: 0.05 }), { kind: "late" });
  assert(answered && performance.now() - start < 2000);
  assert.equal(counted.interrupts, 1);
});

Deno.test("runCell() stops a cell at the signal, also at one that was given before", async () => {
  const controller = new AbortController();
  const later = running((end) => end(REPLY));
  const end = runCell(later.kernel, later.sent, { signal: controller.signal });
  controller.abort();
  assert.deepEqual(await end, { kind: "aborted" });
  assert.equal(later.counted.interrupts, 1);
  const before = running((end) => end(REPLY));
  assert.deepEqual(await runCell(before.kernel, before.sent, { signal: AbortSignal.abort() }), { kind: "aborted" });
});

Deno.test("runCell() does not wait for the answer of a kernel that is gone, whoever ended it", async () => {
  const gone = running();
  const end = runCell(gone.kernel, gone.sent, {});
  gone.ended.resolve("last words");
  assert.deepEqual(await end, { kind: "dead", words: "last words" });
  const stopped = running();
  const late = runCell(stopped.kernel, stopped.sent, { timeout: 0.02 });
  setTimeout(() => stopped.ended.resolve("died of it"), 60);
  assert.deepEqual(await late, { kind: "late" });
});
