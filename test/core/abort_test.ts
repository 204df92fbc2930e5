import assert from "node:assert/strict";
import { macrotask, throwIfAborted } from "../../src/core/abort.ts";
import { isWeftError } from "../../src/core/is_weft_error.ts";

Deno.test("throwIfAborted() passes without a signal and before it is given", () => {
  throwIfAborted(undefined, "pca()");
  throwIfAborted(new AbortController().signal, "pca()");
});

Deno.test("throwIfAborted() throws Aborted with the reason as its cause", () => {
  const controller = new AbortController();
  controller.abort("enough");
  assert.throws(() => throwIfAborted(controller.signal, "pca()"), (error) => {
    assert(isWeftError(error, "Aborted"));
    assert.equal(error.message, "Expected pca() to finish but found that it was stopped.");
    assert.equal(error.cause, "enough");
    return true;
  });
});

Deno.test("macrotask() lets timers run", async () => {
  let ran = false;
  setTimeout(() => ran = true, 0);
  const start = performance.now();
  while (!ran && performance.now() - start < 2000) await macrotask();
  assert(ran);
});

Deno.test("macrotask() lets sockets speak: what arrives is heard within a few steps of long work", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const [ours, theirs] = await Promise.all([listener.accept(), Deno.connect({ port: listener.addr.port })]);
  await theirs.write(new Uint8Array([1]));
  let steps = 0;
  let heard = false;
  const reading = (async () => {
    // Whoever answers needs several turns: one read, then another.
    for (let i = 0; i < 3; i++) {
      await ours.read(new Uint8Array(1));
      await theirs.write(new Uint8Array([1]));
    }
    heard = true;
  })();
  while (!heard && steps < 200) {
    const end = performance.now() + 10;
    while (performance.now() < end);
    await macrotask();
    steps++;
  }
  await reading;
  assert(steps < 30, `${steps} steps of 10 ms`);
  for (const socket of [ours, theirs, listener]) socket.close();
});
