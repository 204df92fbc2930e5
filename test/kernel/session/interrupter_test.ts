import assert from "node:assert/strict";
import { Interrupter } from "../../../src/kernel/session/interrupter.ts";
import type { FromInside } from "../../../src/kernel/side/protocol.ts";
import type { Message } from "../../../src/kernel/wire/message.ts";
import { cell, FakeOutlet } from "./fakes.ts";

function interrupterOf(running: Message | null, answer: () => FromInside | undefined) {
  const outlet = new FakeOutlet();
  const did: string[] = [];
  const queue = {
    running,
    abortWaiting: () => did.push("abort"),
    stopped: () => did.push("stopped"),
  };
  const inside = { listening: false, interrupt: () => Promise.resolve(answer()) };
  const interrupter = new Interrupter({ queue, inside, outlet, hard: () => did.push("hard") });
  return { interrupter, outlet, did, queue };
}

const heard = (listeners: number) => (): FromInside => ({ type: "heard", id: "1", listeners });

Deno.test("Interrupter leaves the rest to those who listen", async () => {
  const { interrupter, outlet, did } = interrupterOf(cell("a"), heard(1));
  await interrupter.interrupt();
  assert.deepEqual(did, ["abort"]);
  assert.deepEqual(outlet.lines, []);
});

Deno.test("Interrupter ends a loop that does not answer from outside", async () => {
  const { interrupter, did } = interrupterOf(cell("a"), () => undefined);
  await interrupter.interrupt();
  assert.deepEqual(did, ["abort", "stopped", "hard"]);
});

Deno.test("Interrupter says so when nobody listens, and does not harm the cell", async () => {
  const { interrupter, outlet, did } = interrupterOf(cell("a"), heard(0));
  await interrupter.interrupt();
  assert.deepEqual(did, ["abort"]);
  assert.deepEqual(outlet.lines, ["publish stream  for a"]);
  assert.match(String(outlet.published[0]!.content["text"]), /Restart ends it/);
});

Deno.test("Interrupter has nothing to stop when no cell runs, and leaves the next cell alone", async () => {
  for (const answer of [heard(0), heard(1), () => undefined]) {
    const idle = interrupterOf(null, answer);
    await idle.interrupter.interrupt();
    assert.deepEqual(idle.did, ["abort"]);
    assert.deepEqual(idle.outlet.lines, []);
  }
  const ended = interrupterOf(cell("a"), () => {
    ended.queue.running = cell("b");
    return undefined;
  });
  await ended.interrupter.interrupt();
  assert.deepEqual(ended.did, ["abort"]);
});

Deno.test("Interrupter waits longer for those who listen, which end when their step is done", async () => {
  const asked: number[] = [];
  for (const listening of [false, true]) {
    const interrupter = new Interrupter({
      queue: { running: cell("a"), abortWaiting: () => undefined, stopped: () => assert.fail() },
      inside: {
        listening,
        interrupt: (within) => {
          asked.push(within);
          return Promise.resolve({ type: "heard", id: "1", listeners: 1 });
        },
      },
      outlet: new FakeOutlet(),
      hard: () => assert.fail(),
    });
    await interrupter.interrupt();
  }
  assert.deepEqual(asked, [300, 3000]);
});

Deno.test("Interrupter does not end a cell that awaits from outside, and says that it goes on", async () => {
  const { interrupter, outlet, did } = interrupterOf(cell("await load(); compute()"), () => undefined);
  await interrupter.interrupt();
  assert.deepEqual(did, ["abort"]);
  assert.match(String(outlet.published[0]!.content["text"]), /goes on until it awaits again; Restart ends it/);
});
