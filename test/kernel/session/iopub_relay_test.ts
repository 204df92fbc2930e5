import assert from "node:assert/strict";
import { CommTable } from "../../../src/kernel/session/comm_table.ts";
import { ExecuteQueue } from "../../../src/kernel/session/execute_queue.ts";
import { Fence } from "../../../src/kernel/session/fence.ts";
import { IopubRelay } from "../../../src/kernel/session/iopub_relay.ts";
import { FENCE, TICKET } from "../../../src/kernel/side/protocol.ts";
import { encodeText } from "../../../src/kernel/wire/text.ts";
import { answerTo, cell, CODEC, FakeOutlet, message, route, turn } from "./fakes.ts";

function relayOf() {
  const outlet = new FakeOutlet();
  const marks: string[] = [];
  const fence = new Fence({ push: (id) => marks.push(id) });
  const queue = new ExecuteQueue({ outlet, forward: () => undefined, fence: () => fence.raise() });
  const comms = new CommTable();
  const store = new Map([["t1", [encodeText(`{"comm_id":"1","target_name":"t"}`), new Uint8Array([9])]]]);
  const boot = message("execute_request");
  const relay = new IopubRelay({
    codec: CODEC,
    outlet,
    queue,
    fence,
    comms,
    claim: (id) => store.get(id),
    ours: (id) => id === boot.id,
  });
  return { relay, outlet, queue, comms, marks, boot };
}

Deno.test("IopubRelay passes on what cells publish, before their idle, and takes the fence's marks out", async () => {
  const { relay, outlet, queue, marks } = relayOf();
  const a = cell("a");
  queue.add(a, route());
  relay.take(answerTo(a, "status", { "execution_state": "busy" }));
  queue.replied(answerTo(a, "execute_reply", { status: "ok" }));
  relay.take(answerTo(a, "status", { "execution_state": "idle" }));
  await turn();
  relay.take(answerTo(a, "stream", { name: "stdout", text: "late" }));
  relay.take(answerTo(a, "stream", { name: "stdout", text: `${marks[0]}\n` }));
  relay.take(answerTo(a, FENCE, { id: marks[0] }));
  await turn();
  assert.deepEqual(outlet.lines, [
    "relay status busy for a",
    "relay stream  for a",
    "pass execute_reply ok to a",
    "relay status idle for a",
  ]);
});

Deno.test("IopubRelay cuts a mark out of a text and keeps the rest, with the message's header", async () => {
  const { relay, outlet, queue, marks } = relayOf();
  const a = cell("a");
  queue.add(a, route());
  queue.replied(answerTo(a, "execute_reply"));
  relay.take(answerTo(a, "status", { "execution_state": "idle" }));
  await turn();
  const text = answerTo(a, "stream", { name: "stdout", text: `no end of line${marks[0]}\n` });
  relay.take(text);
  assert.deepEqual(outlet.published.at(-1)!.content, { name: "stdout", text: "no end of line" });
  assert.deepEqual(outlet.published.at(-1)!.header, text.header);
  relay.take(answerTo(a, FENCE, { id: marks[0] }));
  await turn();
});

Deno.test("IopubRelay puts content and buffers that came another way back into their message, and drops it else", () => {
  const { relay, outlet, comms } = relayOf();
  const sent = message("comm_open", {}, { metadata: { [TICKET]: "t1", version: "2.1.0" } });
  relay.take(sent);
  const got = outlet.published[0]!;
  assert.deepEqual(got.content, { "comm_id": "1", "target_name": "t" });
  assert.deepEqual(got.buffers, [new Uint8Array([9])]);
  assert.deepEqual(got.metadata, { version: "2.1.0" });
  assert.deepEqual(got.header, sent.header);
  assert.deepEqual(comms.reply({})["comms"], { 1: { "target_name": "t" } });
  relay.take(message("comm_msg", {}, { metadata: { [TICKET]: "unknown" } }));
  assert.equal(outlet.published.length, 1);
});

Deno.test("IopubRelay keeps the kernel's own requests to itself, notes comms, and keeps idle of other requests", () => {
  const { relay, outlet, comms, boot } = relayOf();
  relay.take(answerTo(boot, "status", { "execution_state": "idle" }));
  relay.take(answerTo(boot, "stream", { name: "stdout", text: "x" }));
  assert.deepEqual(outlet.lines, []);
  relay.take(message("comm_open", { "comm_id": "1", "target_name": "t" }));
  assert.deepEqual(comms.reply({})["comms"], { 1: { "target_name": "t" } });
  relay.take(answerTo(message("complete_request"), "status", { "execution_state": "idle" }));
  assert.deepEqual(outlet.lines, ["relay comm_open  for undefined", "relay status idle for complete_request"]);
});

Deno.test("IopubRelay leaves out outputs that are empty because their object has shown itself", () => {
  const { relay, outlet, queue } = relayOf();
  const a = cell("a");
  queue.add(a, route());
  relay.take(answerTo(a, "execute_result", { data: {}, metadata: {}, "execution_count": 1 }));
  relay.take(answerTo(a, "display_data", { data: {}, metadata: {}, transient: {} }));
  assert.deepEqual(outlet.lines, []);
  relay.take(answerTo(a, "display_data", { data: {}, metadata: {}, transient: { "display_id": "later" } }));
  relay.take(answerTo(a, "execute_result", { data: { "text/plain": "" }, metadata: {} }));
  assert.equal(outlet.lines.length, 2, "a place for something later, and an empty text, are outputs");
});
