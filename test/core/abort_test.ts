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
