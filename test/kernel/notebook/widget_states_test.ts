import assert from "node:assert/strict";
import { WidgetStates } from "../../../src/kernel/notebook/widget_states.ts";
import type { Json, Message } from "../../../src/kernel/wire/message.ts";
import type { Parts } from "../../../src/kernel/wire/parts.ts";
import { message } from "../session/fakes.ts";

const NAMES = { "_model_name": "AnyModel", "_model_module": "anywidget", "_model_module_version": "~0.11.0" };
const bytes = (...values: number[]) => new Uint8Array(values);

function comm(type: string, id: string, data?: Json, buffers: Parts = []): Message {
  return message(type, { "comm_id": id, ...(data ? { data } : {}) }, { buffers });
}

function open(id: string, state: Json, paths: readonly unknown[] = [], buffers: Parts = []): Message {
  return comm("comm_open", id, { state: { ...NAMES, ...state }, "buffer_paths": paths }, buffers);
}

function update(id: string, state: Json, paths: readonly unknown[] = [], buffers: Parts = []): Message {
  return comm("comm_msg", id, { method: "update", state, "buffer_paths": paths }, buffers);
}

/** The states that are saved after messages. */
function saved(...messages: Message[]): Record<string, Json> | undefined {
  const states = new WidgetStates();
  for (const one of messages) states.take(one);
  const metadata = states.metadata();
  if (!metadata) return undefined;
  const { state, ...version } = metadata["application/vnd.jupyter.widget-state+json"] as Json;
  assert.deepEqual(version, { "version_major": 2, "version_minor": 0 });
  return state as Record<string, Json>;
}

Deno.test("WidgetStates saves the latest values and buffers of each model", () => {
  const states = saved(
    open("a", { n: 1, on: true }, [["values"], ["deep", 0, "x"]], [bytes(1, 2), bytes(3)]),
    open("b", {}),
    update("a", { n: 2 }),
    update("a", {}, [["values"]], [bytes(9, 9, 9)]),
  );
  assert.deepEqual(Object.keys(states!), ["a", "b"]);
  assert.deepEqual(states!["a"], {
    "model_name": "AnyModel",
    "model_module": "anywidget",
    "model_module_version": "~0.11.0",
    state: { ...NAMES, n: 2, on: true },
    buffers: [
      { data: "Aw==", encoding: "base64", path: ["deep", 0, "x"] },
      { data: "CQkJ", encoding: "base64", path: ["values"] },
    ],
  });
  assert(!("buffers" in states!["b"]!));
});

Deno.test("WidgetStates forgets buffers of a value that came anew without them", () => {
  const states = saved(open("a", {}, [["v"], ["w", 0]], [bytes(1), bytes(2)]), update("a", { v: null, w: [] }));
  assert.deepEqual(states!["a"]!["state"], { ...NAMES, v: null, w: [] });
  assert(!("buffers" in states!["a"]!));
});

Deno.test("WidgetStates saves no model that was closed, and nothing when none is open", () => {
  assert.equal(saved(), undefined);
  assert.equal(saved(open("a", {}), comm("comm_close", "a")), undefined);
  assert.deepEqual(Object.keys(saved(open("a", {}), open("b", {}), comm("comm_close", "a"))!), ["b"]);
});

Deno.test("WidgetStates takes no custom message, no update of a stranger and no comm that is no widget", () => {
  assert.deepEqual(
    saved(
      open("a", { n: 1 }),
      comm("comm_msg", "a", { method: "custom", content: { n: 2 } }),
      update("stranger", { n: 3 }),
      comm("comm_open", "plain", { state: { n: 4 } }),
      comm("comm_open", "empty", {}),
      message("stream", { name: "stdout", text: "" }),
    ),
    saved(open("a", { n: 1 })),
  );
});
