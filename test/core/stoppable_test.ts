import assert from "node:assert/strict";
import { interrupt } from "../../src/core/interrupt.ts";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { stoppable } from "../../src/core/stoppable.ts";
import { turns } from "../../src/core/turns.ts";

Deno.test("stoppable() is stopped by the stop button as long as its call goes on", () => {
  let signal: AbortSignal;
  {
    using stop = stoppable();
    signal = stop.signal;
    assert.equal(interrupt(), 1);
    assert.equal(signal.aborted, true);
  }
  {
    using stop = stoppable();
    signal = stop.signal;
  }
  assert.equal(interrupt(), 0);
  assert.equal(signal.aborted, false);
});

Deno.test("stoppable() keeps to the signal that it is given", () => {
  const { signal } = new AbortController();
  using stop = stoppable(signal);
  assert.equal(stop.signal, signal);
  assert.equal(interrupt(), 0);
});

function busy(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

Deno.test("turns() gives timers a turn every few milliseconds, and none in between", async () => {
  const turn = turns(undefined, "the work");
  assert.equal(turn(), undefined);
  let ran = false;
  const timer = new Promise<void>((resolve) =>
    setTimeout(() => {
      ran = true;
      resolve();
    }, 0)
  );
  for (let i = 0; i < 40 && !ran; i++) {
    busy(5);
    await turn();
  }
  assert.equal(ran, true);
  await timer;
  assert.equal(turn(), undefined);
});

Deno.test("turns() stops work whose signal was given", async () => {
  const controller = new AbortController();
  const turn = turns(controller.signal, "the work");
  controller.abort();
  busy(30);
  const due = turn();
  assert(due);
  await assert.rejects(due, (error) => isWeftError(error, "Aborted") && /the work to finish/.test(error.message));
});
