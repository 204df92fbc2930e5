import assert from "node:assert/strict";
import { CommRelay } from "../../../src/kernel/session/comm_relay.ts";
import { CommTable } from "../../../src/kernel/session/comm_table.ts";
import type { Message } from "../../../src/kernel/wire/message.ts";
import { cell, FakeOutlet, message } from "./fakes.ts";

Deno.test("CommTable answers which comms are open, all or of one target", () => {
  const table = new CommTable();
  table.note("comm_open", { "comm_id": "1", "target_name": "jupyter.widget" });
  table.note("comm_open", { "comm_id": "2", "target_name": "other" });
  table.note("comm_open", { "target_name": "nameless" });
  table.note("comm_msg", { "comm_id": "3" });
  const ids = (content: object) => Object.keys(table.reply({ ...content })["comms"] as object);
  assert.deepEqual(ids({}), ["1", "2"]);
  assert.deepEqual(ids({ "target_name": null }), ["1", "2"]);
  assert.deepEqual(ids({ "target_name": "other" }), ["2"]);
  table.note("comm_close", { "comm_id": "1" });
  assert.deepEqual(table.reply({}), { status: "ok", comms: { 2: { "target_name": "other" } } });
});

function relayOf(connected: boolean, running: Message | null = null, quiet = 0) {
  const outlet = new FakeOutlet();
  const heard: Message[] = [];
  const relay = new CommRelay({
    outlet,
    table: new CommTable(),
    inside: { connected, comm: (taken) => heard.push(taken) },
    running: () => running,
    lead: 0,
    quiet,
  });
  return { relay, outlet, heard };
}

const later = () => new Promise((resolve) => setTimeout(resolve, 10));

Deno.test("CommRelay takes a change inside, then echoes it with its buffers and says idle for it", async () => {
  const { relay, outlet, heard } = relayOf(true);
  const buffers = [new Uint8Array([1, 2])];
  const data = { method: "update", state: { n: 1 }, "buffer_paths": [["pts"]] };
  const change = message("comm_msg", { "comm_id": "7", data }, { buffers });
  relay.take(change);
  assert.deepEqual(heard, [change]);
  assert.deepEqual(outlet.lines, []);
  await later();
  assert.deepEqual(outlet.lines, [
    "publish status busy for comm_msg",
    "publish comm_msg  for comm_msg",
    "publish status idle for comm_msg",
  ]);
  const echo = outlet.published[1]!;
  assert.deepEqual(echo.content, { "comm_id": "7", data: { ...data, method: "echo_update" } });
  assert.deepEqual(echo.buffers, buffers);
  assert.deepEqual(echo.metadata, { version: "2.1.0" });
});

Deno.test("CommRelay echoes no custom message, and leaves a front end that shows a running cell at busy", async () => {
  const { relay, outlet } = relayOf(true, cell("train()"));
  relay.take(message("comm_msg", { "comm_id": "7", data: { method: "custom", content: {} } }));
  relay.take(message("comm_msg", { "comm_id": "7" }));
  await later();
  const one = [
    "publish status busy for comm_msg",
    "publish status idle for comm_msg",
    "publish status busy for train()",
  ];
  assert.deepEqual(outlet.lines, [...one, ...one]);
});

const custom = (): Message => message("comm_msg", { "comm_id": "7", data: { method: "custom", content: {} } });

Deno.test("CommRelay says idle for custom messages when none came for a while, and for changes without that", async () => {
  const { relay, outlet } = relayOf(true, null, 40);
  relay.take(custom());
  await later();
  relay.take(custom());
  relay.take(message("comm_msg", { "comm_id": "7", data: { method: "request_state" } }));
  await later();
  assert.equal(outlet.lines.length, 2);
  while (outlet.lines.length < 6) await later();
  const one = ["publish status busy for comm_msg", "publish status idle for comm_msg"];
  assert.deepEqual(outlet.lines, [...one, ...one, ...one]);
});

Deno.test("CommRelay lets no more than 200 custom messages wait for their idle", async () => {
  const { relay, outlet } = relayOf(true, null, 20);
  for (let i = 0; i < 450; i++) relay.take(custom());
  assert.equal(outlet.lines.length, 800);
  while (outlet.lines.length < 900) await later();
  assert.deepEqual(outlet.lines.slice(-2), ["publish status busy for comm_msg", "publish status idle for comm_msg"]);
});

Deno.test("CommRelay closes what is opened when nobody is inside", async () => {
  const { relay, outlet } = relayOf(false);
  relay.take(message("comm_open", { "comm_id": "7", "target_name": "x" }));
  await later();
  assert.equal(outlet.lines[0], "publish comm_close  for comm_open");
  assert.deepEqual(outlet.published[0]!.content, { "comm_id": "7", data: {} });
});
