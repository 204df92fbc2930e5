import assert from "node:assert/strict";
import { ModelRegistry } from "../../src/bridge/model_registry.ts";
import { WidgetModel } from "../../src/bridge/widget_model.ts";
import { DISPLAY } from "../../src/core/renderers.ts";
import { dataOf, FakeHost } from "./fake_host.ts";

const MODULE = "export default { render() {} }";

function modelOn(host: FakeHost, count = 0) {
  return new WidgetModel<{ count: number; bytes: Uint8Array }>({
    module: MODULE,
    state: { count, bytes: new Uint8Array([count]) },
    checks: { count: Number },
    host,
  });
}

/** Shows a model as a run of a cell does. */
async function show(host: FakeHost, model: { [DISPLAY](): Promise<object> }, cell: string | null, run: string) {
  host.running = { cell, run };
  await model[DISPLAY]();
  host.running = null;
}

const closed = (host: FakeHost) => host.said("comm_close").map(({ content }) => content["comm_id"]);

Deno.test("ModelRegistry gives a page that was loaded again every model, values and binary parts", async () => {
  const host = new FakeHost();
  const [first, second, third] = [modelOn(host, 1), modelOn(host, 2), modelOn(host, 3)];
  await show(host, first, "a", "1");
  await show(host, second, "b", "2");
  second.set({ count: 20 });
  assert(host.page("ctl", {}, [], "comm_open", { "target_name": "jupyter.widget.control" }));
  assert(host.page("ctl", { method: "request_states" }));
  const answer = host.said("comm_msg", "update_states")[0]!;
  assert.equal(answer.content["comm_id"], "ctl");
  assert.deepEqual(answer.parent, { "msg_id": "page-ctl" });
  const { states, buffer_paths: paths } = dataOf(answer);
  assert.deepEqual(Object.keys(states!), [first.id, second.id]);
  const { state, ...rest } = states![second.id]!;
  assert.deepEqual(rest, { model_name: "AnyModel", model_module: "anywidget", model_module_version: ">=0.9.0 <1" });
  assert.equal(state["count"], 20);
  assert.equal(state["_esm"], MODULE);
  assert.deepEqual(paths, [[first.id, "state", "bytes"], [second.id, "state", "bytes"]]);
  assert.deepEqual(answer.buffers!.map((part) => [...part]), [[1], [2]]);
  assert.equal(third.id in states!, false);
  host.page("ctl", {}, [], "comm_close");
  assert.equal(host.page("ctl", { method: "request_states" }), false);
  await second.flush();
});

Deno.test("ModelRegistry leaves other comms to others", () => {
  const host = new FakeHost();
  modelOn(host);
  assert.equal(host.page("x", {}, [], "comm_open", { "target_name": "theirs" }), false);
  assert.equal(host.page("x", { method: "update", state: {} }), false);
  assert.equal(host.page(7 as never, {}), false);
  assert.deepEqual(host.warnings, []);
});

Deno.test("ModelRegistry says once that a page speaks to a widget that is gone", async () => {
  const host = new FakeHost();
  const model = modelOn(host);
  await show(host, model, "a", "1");
  model.close();
  await model.flush();
  for (let i = 0; i < 5; i++) assert.equal(host.page(model.id, { method: "update", state: { count: i } }), true);
  assert.equal(host.warnings.length, 1);
  assert.match(host.warnings[0]!, /a widget that is gone.*Run its cell again/);
});

Deno.test("ModelRegistry refuses what a page may not say, once of a kind, and goes on", async () => {
  const host = new FakeHost();
  const model = modelOn(host);
  await show(host, model, "a", "1");
  const bad: [unknown, Uint8Array[]?][] = [
    [null],
    [{ method: "nonsense" }],
    [{ method: "update", state: { count: 1 }, buffer_paths: [["__proto__", "x"]] }, [new Uint8Array(1)]],
    [{ method: "update", state: { count: 1 }, buffer_paths: [["constructor"]] }, [new Uint8Array(1)]],
    [{ method: "update", state: JSON.parse(`{"__proto__": {"polluted": 1}}`) }],
    [{ method: "update", state: { unknown: 1 } }],
    [{ method: "update", state: { bytes: 1 } }],
    [{ method: "update", state: { toString: 1 } }],
    [{ method: "custom", content: { kind: "weft.upload" } }],
  ];
  for (let round = 0; round < 3; round++) {
    for (const [data, buffers] of bad) assert.equal(host.page(model.id, data, buffers), true);
  }
  assert.equal(host.warnings.length, 2);
  assert.match(host.warnings[0]!, /^weft: a message of a page was refused, and so will be all like it\./);
  assert.match(host.warnings[1]!, /^weft: a value that a page has set was refused/);
  assert.equal(({} as { polluted?: unknown }).polluted, undefined);
  assert.deepEqual(model.get("bytes"), new Uint8Array([0]));
  host.page(model.id, { method: "update", state: { count: 5 } });
  assert.equal(model.get("count"), 5);
  await new Promise((resolve) => setTimeout(resolve, 60));
  const [back] = host.said("comm_msg", "update");
  assert.deepEqual(dataOf(back!).buffer_paths, [["bytes"]], "the page is told what the value really is");
});

Deno.test("ModelRegistry takes what is right in an update beside what is wrong", async () => {
  const host = new FakeHost();
  const model = modelOn(host);
  await show(host, model, "a", "1");
  host.page(model.id, { method: "update", state: { unknown: 1, count: 3 } });
  assert.equal(model.get("count"), 3);
});

Deno.test("ModelRegistry puts away what a cell had displayed when the cell displays anew", async () => {
  const host = new FakeHost();
  const [old, other, fresh] = [modelOn(host), modelOn(host), modelOn(host)];
  await show(host, old, "a", "1");
  await show(host, other, "b", "2");
  assert.deepEqual(closed(host), []);
  await show(host, fresh, "a", "3");
  assert.deepEqual(closed(host), [old.id]);
  assert.equal(ModelRegistry.of(host).size, 2);
});

Deno.test("ModelRegistry keeps what one run of a cell displays side by side", async () => {
  const host = new FakeHost();
  const models = [modelOn(host), modelOn(host), modelOn(host)];
  for (const model of models) await show(host, model, "a", "1");
  assert.deepEqual(closed(host), []);
  await show(host, models[1]!, "a", "2");
  assert.deepEqual(closed(host), [models[0]!.id, models[2]!.id]);
});

Deno.test("ModelRegistry keeps a model that the cell displays again, or that another cell displays", async () => {
  const host = new FakeHost();
  const model = modelOn(host);
  await show(host, model, "a", "1");
  await show(host, model, "a", "2");
  await show(host, model, "b", "3");
  const fresh = modelOn(host);
  await show(host, fresh, "a", "4");
  assert.deepEqual(closed(host), []);
  await show(host, modelOn(host), "b", "5");
  assert.deepEqual(closed(host), [model.id]);
});

Deno.test("ModelRegistry opens a model anew that was put away and is displayed again", async () => {
  const host = new FakeHost();
  const model = modelOn(host);
  await show(host, model, "a", "1");
  await show(host, modelOn(host), "a", "2");
  model.set({ count: 8 });
  await show(host, model, "c", "3");
  const names = host.published.filter(({ content }) => content["comm_id"] === model.id).map(({ name }) => name);
  assert.deepEqual(names, ["comm_open", "comm_close", "comm_open"]);
  assert.equal(dataOf(host.said("comm_open").at(-1)!).state!["count"], 8);
  host.page(model.id, { method: "update", state: { count: 9 } });
  assert.equal(model.get("count"), 9);
});

Deno.test("ModelRegistry keeps the last hundred models whose cell nobody knows", async () => {
  const host = new FakeHost();
  const models = Array.from({ length: 130 }, () => modelOn(host));
  for (const [i, model] of models.entries()) await show(host, model, null, String(i));
  assert.equal(ModelRegistry.of(host).size, 100);
  assert.deepEqual(closed(host), models.slice(0, 30).map(({ id }) => id));
});

Deno.test("ModelRegistry does not grow with widgets that are opened and closed", async () => {
  const host = new FakeHost();
  for (let i = 0; i < 100; i++) {
    const model = modelOn(host);
    await show(host, model, "a", String(i));
    model.close();
    await model.flush();
  }
  for (let i = 0; i < 100; i++) await show(host, modelOn(host), "b", String(i));
  assert.equal(ModelRegistry.of(host).size, 1);
  assert.equal(host.said("comm_open").length - host.said("comm_close").length, 1);
});

Deno.test("ModelRegistry forgets the oldest of pages that ask and never close", () => {
  const host = new FakeHost();
  modelOn(host);
  const target = { "target_name": "jupyter.widget.control" };
  for (let i = 0; i < 100; i++) host.page(`ctl${i}`, {}, [], "comm_open", target);
  assert.equal(host.page("ctl0", { method: "request_states" }), false);
  assert.equal(host.page("ctl99", { method: "request_states" }), true);
});
