import assert from "node:assert/strict";
import { describe, progressLine } from "../../src/cli/integrate/progress_line.ts";

function sink(isTerminal: boolean) {
  const written: string[] = [];
  const clock = { now: 0 };
  return {
    written,
    clock,
    line: progressLine({ isTerminal, write: (text) => void written.push(text), now: () => clock.now }),
  };
}

Deno.test("describe() says stage, share, rate, time left and values", () => {
  const text = describe({ stage: "training", done: 50, total: 200, values: { triplet_rna: 0.31234 } }, 10);
  assert.equal(text, "training 50/200 · 5.00/s · 30 s left · triplet_rna 0.3123");
});

Deno.test("describe() leaves out what it does not know", () => {
  assert.equal(describe({ stage: "reading", done: 0 }, 0), "reading 0");
});

Deno.test("progressLine() rewrites one line on a terminal, at most ten times a second", () => {
  const { written, clock, line } = sink(true);
  for (let done = 0; done <= 20; done++) {
    clock.now = done * 25;
    line.onProgress({ stage: "training", done, total: 20 });
  }
  assert.equal(written.length, 6);
  for (const text of written) assert(text.startsWith("\r\x1b[Ktraining"));
});

Deno.test("progressLine() ends its line before a line that stays, and before another stage", () => {
  const { written, line } = sink(true);
  line.onProgress({ stage: "a", done: 1 });
  line.say("done with a");
  line.onProgress({ stage: "b", done: 1 });
  line.onProgress({ stage: "c", done: 1 });
  assert.deepEqual(written, ["\r\x1b[Ka 1", "\n", "done with a\n", "\r\x1b[Kb 1", "\n", "\r\x1b[Kc 1"]);
});

Deno.test("progressLine() writes to a log only of stages that take longer than five seconds", () => {
  const { written, clock, line } = sink(false);
  line.onProgress({ stage: "quick", done: 0 });
  clock.now = 4000;
  line.onProgress({ stage: "quick", done: 1 });
  line.onProgress({ stage: "slow", done: 0 });
  clock.now = 9500;
  line.onProgress({ stage: "slow", done: 1 });
  assert.deepEqual(written, ["slow 1 · 0.182/s\n"]);
});
