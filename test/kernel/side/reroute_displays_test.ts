import assert from "node:assert/strict";
import type { PublishOptions } from "../../../src/kernel/side/kernel_port.ts";
import { type DenoJupyter, rerouteDisplays } from "../../../src/kernel/side/reroute_displays.ts";

function rerouted() {
  const published: [string, unknown, PublishOptions | undefined][] = [];
  const jupyter: DenoJupyter = {
    broadcast: () => assert.fail(),
    display: () => assert.fail(),
    format: (value) => Promise.resolve({ "text/plain": String(value) }),
  };
  rerouteDisplays(jupyter, (name, content, options) => {
    published.push([name, content, options]);
    return Promise.resolve();
  });
  return { jupyter, published };
}

Deno.test("rerouteDisplays() publishes what is displayed, formatted or raw, new or in the place of another", async () => {
  const { jupyter, published } = rerouted();
  await jupyter.display(7);
  await jupyter.display({ "text/html": "x" }, { raw: true, update: true, "display_id": "a" });
  const nothing = { metadata: {}, buffers: [] };
  assert.deepEqual(published, [
    ["display_data", { data: { "text/plain": "7" }, metadata: {}, transient: {} }, nothing],
    ["update_display_data", { data: { "text/html": "x" }, metadata: {}, transient: { "display_id": "a" } }, nothing],
  ]);
});

Deno.test("rerouteDisplays() publishes what is broadcast, with buffers of any kind as bytes of exactly their part", async () => {
  const { jupyter, published } = rerouted();
  const floats = new Float32Array([0, 1, 2]).subarray(1, 2);
  await jupyter.broadcast("comm_msg", { a: 1 }, {
    metadata: { m: 1 },
    buffers: [new Uint8Array([1]), floats, new Uint8Array([2]).buffer],
  });
  assert.deepEqual(published, [["comm_msg", { a: 1 }, {
    metadata: { m: 1 },
    buffers: [new Uint8Array([1]), new Uint8Array([0, 0, 128, 63]), new Uint8Array([2])],
  }]]);
});
