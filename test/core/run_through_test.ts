import assert from "node:assert/strict";
import { runInTurns } from "../../src/core/run_in_turns.ts";
import { runThrough } from "../../src/core/run_through.ts";

function* steps(done: number[], count: number, ms = 0): Generator<number, string> {
  for (let i = 0; i < count; i++) {
    const end = performance.now() + ms;
    while (performance.now() < end);
    done.push(i);
    yield i;
  }
  return "end";
}

Deno.test("runThrough() and runInTurns() do every step once, and give what is returned", async () => {
  for (const run of [runThrough, (all: Iterator<number, string>) => runInTurns(all, undefined, "it")]) {
    const done: number[] = [];
    assert.equal(await run(steps(done, 3)), "end");
    assert.deepEqual(done, [0, 1, 2]);
    assert.equal(await run(steps([], 0)), "end");
  }
});

Deno.test("runInTurns() gives timers their turn, and stops by its signal between two steps", async () => {
  const controller = new AbortController();
  const done: number[] = [];
  const timer = setTimeout(() => controller.abort(), 1);
  await assert.rejects(runInTurns(steps(done, 100, 10), controller.signal, "counting"), {
    tag: "Aborted",
    message: /counting to finish/,
  });
  clearTimeout(timer);
  assert(done.length > 0 && done.length < 100, `${done.length}`);
  const none: number[] = [];
  await assert.rejects(runInTurns(steps(none, 3), AbortSignal.abort(), "it"), { tag: "Aborted" });
  assert.deepEqual(none, []);
});
