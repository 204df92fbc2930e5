import assert from "node:assert/strict";
import { ExecuteQueue } from "../../../src/kernel/session/execute_queue.ts";
import type { Message } from "../../../src/kernel/wire/message.ts";
import { answerTo, cell, codeOf, FakeOutlet, route, turn } from "./fakes.ts";

function queueOf() {
  const outlet = new FakeOutlet();
  const forwarded: string[] = [];
  const fences: (() => void)[] = [];
  const queue = new ExecuteQueue({
    outlet,
    forward: (parts) => forwarded.push(codeOf(parts)),
    fence: () => new Promise<void>((resolve) => fences.push(resolve)),
  });
  const end = async (request: Message, status = "ok"): Promise<void> => {
    queue.replied(answerTo(request, "execute_reply", { status }));
    queue.idle(answerTo(request, "status", { "execution_state": "idle" }));
    await turn();
    fences.shift()!();
    await turn();
  };
  return { queue, outlet, forwarded, fences, end };
}

Deno.test("ExecuteQueue lets one cell at a time in, in order", async () => {
  const { queue, forwarded, end } = queueOf();
  const [a, b] = [cell("a"), cell("b")];
  queue.add(a, route());
  queue.add(b, route());
  assert.deepEqual(forwarded, ["a"]);
  assert.equal(queue.running, a);
  await end(a);
  assert.deepEqual(forwarded, ["a", "b"]);
  await end(b);
  assert.equal(queue.running, null);
  assert.equal(queue.route, null);
});

Deno.test("ExecuteQueue holds reply and idle until the fence is through, whichever came first", async () => {
  for (const first of ["reply", "idle"]) {
    const { queue, outlet, fences } = queueOf();
    const a = cell("a");
    queue.add(a, route());
    const steps = [
      () => queue.replied(answerTo(a, "execute_reply", { status: "ok" })),
      () => queue.idle(answerTo(a, "status", { "execution_state": "idle" })),
    ];
    for (const step of first === "reply" ? steps : steps.reverse()) {
      assert.equal(fences.length, 0);
      step();
    }
    await turn();
    assert.deepEqual(outlet.lines, []);
    fences[0]!();
    await turn();
    assert.deepEqual(outlet.lines, ["pass execute_reply ok to a", "relay status idle for a"]);
  }
});

Deno.test("ExecuteQueue answers cells that wait behind an error with aborted, after the error's own reply", async () => {
  const { queue, outlet, forwarded, end } = queueOf();
  const [a, b, c] = [cell("a"), cell("b"), cell("c")];
  for (const request of [a, b, c]) queue.add(request, route());
  await end(a, "error");
  assert.deepEqual(outlet.lines, [
    "pass execute_reply error to a",
    ...["b", "c"].flatMap((name) => [
      `publish status busy for ${name}`,
      `answer execute_reply aborted to ${name}`,
      `publish status idle for ${name}`,
    ]),
    "relay status idle for a",
  ]);
  assert.deepEqual(forwarded, ["a"]);
  queue.add(cell("d"), route());
  assert.deepEqual(forwarded, ["a", "d"]);
});

Deno.test("ExecuteQueue goes on behind an error of a cell with stop_on_error false", async () => {
  const { queue, forwarded, end } = queueOf();
  const a = cell("a", { "stop_on_error": false });
  queue.add(a, route());
  queue.add(cell("b"), route());
  await end(a, "error");
  assert.deepEqual(forwarded, ["a", "b"]);
});

Deno.test("ExecuteQueue shows an error for a stopped cell that showed none itself", async () => {
  for (const showed of [false, true]) {
    const { queue, outlet, end } = queueOf();
    const a = cell("a");
    queue.add(a, route());
    queue.stopped();
    if (showed) queue.showedError();
    await end(a, "error");
    assert.equal(outlet.lines.includes("publish error  for a"), !showed);
  }
});

Deno.test("ExecuteQueue.owns() tells messages about the cell that runs from others", () => {
  const { queue } = queueOf();
  const [a, b] = [cell("a"), cell("b")];
  assert(!queue.owns(answerTo(a, "status")));
  queue.add(a, route());
  queue.showedError();
  assert(queue.owns(answerTo(a, "status")));
  assert(!queue.owns(answerTo(b, "status")));
});
