import assert from "node:assert/strict";
import { WidgetModel } from "../../src/bridge/widget_model.ts";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { DISPLAY } from "../../src/core/renderers.ts";
import { dataOf, FakeHost } from "./fake_host.ts";

const MODULE = "export default { render() {} }";
const VIEW = "application/vnd.jupyter.widget-view+json";

interface State {
  count: number;
  label: string;
  values: Float32Array;
}

function modelOn(host: FakeHost, more: object = {}) {
  const state: State = { count: 1, label: "a", values: new Float32Array([1, 2]) };
  const checks = {
    count(value: unknown) {
      assert(typeof value === "number", "count is a number");
      return Math.min(10, value);
    },
  };
  return new WidgetModel<State>({ module: MODULE, state, checks, host, ...more });
}

Deno.test("WidgetModel opens its comm before it is displayed, once", async () => {
  const host = new FakeHost();
  const model = modelOn(host, { css: ".a {}" });
  assert.equal(host.published.length, 0);
  const bundle = await model[DISPLAY]();
  assert.deepEqual(bundle[VIEW], { version_major: 2, version_minor: 1, model_id: model.id });
  const [open] = host.published;
  assert.equal(open!.name, "comm_open");
  assert.equal(open!.content["target_name"], "jupyter.widget");
  assert.equal(open!.content["comm_id"], model.id);
  assert.deepEqual(open!.metadata, { version: "2.1.0" });
  const { state, buffer_paths: paths } = dataOf(open!);
  assert.deepEqual(state, {
    _model_module: "anywidget",
    _model_name: "AnyModel",
    _model_module_version: ">=0.9.0 <1",
    _view_module: "anywidget",
    _view_name: "AnyView",
    _view_module_version: ">=0.9.0 <1",
    _view_count: null,
    _anywidget_id: `weft.${model.id}`,
    _esm: MODULE,
    _css: ".a {}",
    count: 1,
    label: "a",
  });
  assert.deepEqual(paths, [["values"]]);
  assert.equal(open!.buffers![0]!.byteLength, 8);
  await model[DISPLAY]();
  assert.equal(host.said("comm_open").length, 1);
});

Deno.test("WidgetModel.set() sends only what changed, together", async () => {
  const host = new FakeHost();
  const model = modelOn(host);
  await model[DISPLAY]();
  model.set({ count: 2, label: "a" });
  model.set({ values: new Float32Array([3]) });
  await model.flush();
  const [update] = host.said("comm_msg", "update");
  assert.equal(host.said("comm_msg").length, 1);
  assert.deepEqual(dataOf(update!).state, { count: 2 });
  assert.deepEqual(dataOf(update!).buffer_paths, [["values"]]);
  model.set({ count: 2 });
  await model.flush();
  assert.equal(host.said("comm_msg").length, 1);
});

Deno.test("WidgetModel.set() before the first display goes into the opening", async () => {
  const host = new FakeHost();
  const model = modelOn(host);
  model.set({ count: 7 });
  await model[DISPLAY]();
  assert.equal(dataOf(host.published[0]!).state!["count"], 7);
  assert.equal(host.published.length, 1);
});

Deno.test("WidgetModel.set() at once and again sends at most 30 updates a second, and the last value", async () => {
  const host = new FakeHost();
  const model = modelOn(host);
  await model[DISPLAY]();
  const start = performance.now();
  for (let i = 0; performance.now() - start < 500; i++) {
    model.set({ count: 100 + i });
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await model.flush();
  const updates = host.said("comm_msg", "update");
  assert(updates.length >= 3 && updates.length <= 18, `${updates.length} updates in half a second`);
  assert.equal(dataOf(updates.at(-1)!).state!["count"], model.get("count"));
});

Deno.test("WidgetModel waits for the update that is on its way before it sends the next", async () => {
  const host = new FakeHost();
  const model = modelOn(host);
  await model[DISPLAY]();
  const gate = Promise.withResolvers<void>();
  host.gate = gate.promise;
  model.set({ count: 2 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  for (let i = 3; i < 9; i++) model.set({ count: i });
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(host.said("comm_msg").length, 1);
  gate.resolve();
  await model.flush();
  assert.deepEqual(host.said("comm_msg").map((message) => dataOf(message).state!["count"]), [2, 8]);
});

Deno.test("WidgetModel.send() follows what was set before, with its buffers", async () => {
  const host = new FakeHost();
  const model = modelOn(host);
  await model[DISPLAY]();
  model.set({ count: 2 });
  model.send({ kind: "rows", from: 3 }, [new Float32Array([1, 2, 3]).subarray(1)]);
  await model.flush();
  const [update, custom] = host.said("comm_msg");
  assert.equal(dataOf(update!).method, "update");
  assert.deepEqual(dataOf(custom!), { method: "custom", content: { kind: "rows", from: 3 } });
  assert.deepEqual(new Float32Array(custom!.buffers![0]!.slice().buffer), new Float32Array([2, 3]));
});

Deno.test("WidgetModel.send() refuses binary values in the content, shown or not", async () => {
  const host = new FakeHost();
  const model = modelOn(host);
  const send = () => model.send({ kind: "spots", at: [{ rows: new Int32Array(2) }] });
  const refused = (error: unknown) => {
    assert(isWeftError(error, "InvalidArgument"));
    assert.match(error.message, /binary values at content\.at\.0\.rows[^]*buffers, the second argument/);
    return true;
  };
  assert.throws(send, refused);
  await model[DISPLAY]();
  assert.throws(send, refused);
  await model.flush();
  assert.equal(host.said("comm_msg").length, 0);
});

Deno.test("WidgetModel.send() spares the server: 200 messages a second beyond the first", async () => {
  const host = new FakeHost();
  const model = modelOn(host);
  await model[DISPLAY]();
  for (let i = 0; i < 100; i++) model.send({ kind: "n", i });
  await model.flush();
  const messages = host.said("comm_msg", "custom");
  assert.deepEqual(messages.map((message) => (dataOf(message).content as { i: number }).i), [...Array(100).keys()]);
  const took = messages.at(-1)!.at - messages[0]!.at;
  assert(took > 150, `${took} ms for 100 messages`);
});

Deno.test("WidgetModel.on() hears of both sides, and no longer when it is taken back", async () => {
  const host = new FakeHost();
  const model = modelOn(host);
  await model[DISPLAY]();
  const heard: unknown[] = [];
  const end = model.on("count", (value, from) => heard.push([value, from]));
  model.set({ count: 4 });
  assert(host.page(model.id, { method: "update", state: { count: 5 }, buffer_paths: [] }));
  end();
  model.set({ count: 6 });
  assert.deepEqual(heard, [[4, "kernel"], [5, "page"]]);
  await model.flush();
});

Deno.test("WidgetModel takes what a page sets without sending it back", async () => {
  const host = new FakeHost();
  const model = modelOn(host);
  await model[DISPLAY]();
  host.page(model.id, { method: "update", state: { count: 5 }, buffer_paths: [] });
  await model.flush();
  assert.equal(model.get("count"), 5);
  assert.equal(host.said("comm_msg").length, 0);
});

Deno.test("WidgetModel sends the page what a check has made of its value, behind the echo", async () => {
  const host = new FakeHost();
  const model = modelOn(host);
  await model[DISPLAY]();
  const before = performance.now();
  host.page(model.id, { method: "update", state: { count: 50 }, buffer_paths: [] });
  assert.equal(model.get("count"), 10);
  await new Promise((resolve) => setTimeout(resolve, 80));
  const [back] = host.said("comm_msg", "update");
  assert.deepEqual(dataOf(back!).state, { count: 10 });
  assert(back!.at - before >= 30, `${back!.at - before} ms`);
});

Deno.test("WidgetModel sends the page a list, object or bytes that a check has made another, and no equal one", async () => {
  const host = new FakeHost();
  interface Shown {
    codes: number[];
    view: { log?: boolean; names: string[] };
    bits: Uint8Array;
  }
  const model = new WidgetModel<Shown>({
    module: MODULE,
    state: { codes: [], view: { names: [] }, bits: new Uint8Array(2) },
    checks: {
      codes: (value) => [...new Set(value as number[])],
      view: (value) => ({ names: [], log: undefined, ...(value as object) }) as unknown as Shown["view"],
      bits: (value) => (value as Uint8Array).map((byte) => byte & 15),
    },
    host,
  });
  await model[DISPLAY]();
  const set = async (state: object, bytes: number[]) => {
    const before = host.said("comm_msg", "update").length;
    host.page(model.id, { method: "update", state, buffer_paths: [["bits"]] }, [Uint8Array.from(bytes)]);
    await new Promise((resolve) => setTimeout(resolve, 80));
    return host.said("comm_msg", "update").slice(before);
  };
  assert.deepEqual(await set({ codes: [2, 1], view: { names: ["a"] } }, [1, 2]), []);
  assert.deepEqual(model.get("codes"), [2, 1]);
  const [back, ...more] = await set({ codes: [2, 2, 1], view: { log: true } }, [17, 2]);
  assert.deepEqual(dataOf(back!).state, { codes: [2, 1], view: { names: [], log: true } });
  assert.deepEqual([...new Uint8Array(back!.buffers![0]! as Uint8Array)], [1, 2]);
  assert.deepEqual(more, []);
});

Deno.test("WidgetModel hands binary values of a page to the check as bytes", async () => {
  const host = new FakeHost();
  const model = new WidgetModel<{ selected: Uint8Array }>({
    module: MODULE,
    state: { selected: new Uint8Array() },
    checks: { selected: (value) => value instanceof Uint8Array ? value : assert.fail("no bytes") },
    host,
  });
  await model[DISPLAY]();
  host.page(model.id, { method: "update", state: {}, buffer_paths: [["selected"]] }, [new Uint8Array([5, 6])]);
  assert.deepEqual(model.get("selected"), new Uint8Array([5, 6]));
});

Deno.test("WidgetModel.onMessage() hears the page's messages", async () => {
  const host = new FakeHost();
  const model = modelOn(host);
  await model[DISPLAY]();
  const heard: unknown[] = [];
  model.onMessage((content, buffers) => heard.push([content, buffers]));
  host.page(model.id, { method: "custom", content: { kind: "hover", at: 3 } }, [new Uint8Array([1])]);
  assert.deepEqual(heard, [[{ kind: "hover", at: 3 }, [new Uint8Array([1])]]]);
});

Deno.test("WidgetModel tells the user what a listener throws or rejects with, and calls the others", async () => {
  const host = new FakeHost();
  const model = modelOn(host);
  await model[DISPLAY]();
  const heard: number[] = [];
  model.on("count", () => assert.fail("first"));
  model.on("count", () => Promise.reject(new TypeError("second")) as never);
  model.on("count", (value) => heard.push(value));
  model.onMessage(() => assert.fail("third"));
  host.page(model.id, { method: "update", state: { count: 3 }, buffer_paths: [] });
  host.page(model.id, { method: "custom", content: {} });
  await model.flush();
  assert.deepEqual(heard, [3]);
  assert.deepEqual(host.warnings.map((text) => text.match(/first|second|third/)?.[0]), ["first", "third", "second"]);
});

Deno.test("WidgetModel answers request_state with everything, and the request as its parent", async () => {
  const host = new FakeHost();
  const model = modelOn(host);
  await model[DISPLAY]();
  model.set({ count: 3 });
  host.page(model.id, { method: "request_state" });
  await model.flush();
  const answer = host.said("comm_msg", "update").find(({ parent }) => parent);
  assert.deepEqual(answer!.parent, { "msg_id": `page-${model.id}` });
  assert.equal(dataOf(answer!).state!["_esm"], MODULE);
  assert.equal(dataOf(answer!).state!["count"], 3);
  assert.deepEqual(dataOf(answer!).buffer_paths, [["values"]]);
});

Deno.test("WidgetModel.close() closes the comm behind what was set, and for good", async () => {
  const host = new FakeHost();
  const model = modelOn(host);
  await model[DISPLAY]();
  model.set({ count: 2 });
  model.close();
  model.close();
  await model.flush();
  model.set({ count: 3 });
  model.send({ kind: "late" });
  await model.flush();
  assert.deepEqual(host.published.map(({ name }) => name), ["comm_open", "comm_msg", "comm_close"]);
  assert.equal(dataOf(host.published[1]!).state!["count"], 2);
  assert.equal(host.page(model.id, { method: "update", state: { count: 1 } }), true);
  assert.equal(model.get("count"), 3);
  assert.deepEqual(Object.keys(await model[DISPLAY]()), ["text/plain"]);
});

Deno.test("WidgetModel.close() while it is about to be displayed opens no comm", async () => {
  const host = new FakeHost();
  const model = modelOn(host);
  host.cell = () => {
    model.close();
    return Promise.resolve(null);
  };
  assert(!(VIEW in await model[DISPLAY]()));
  assert.deepEqual(host.published, []);
});

Deno.test("WidgetModel that a page has closed says nothing more, and opens again when displayed", async () => {
  const host = new FakeHost();
  const model = modelOn(host);
  await model[DISPLAY]();
  host.page(model.id, {}, [], "comm_close");
  model.set({ count: 9 });
  await model.flush();
  assert.deepEqual(host.published.map(({ name }) => name), ["comm_open"]);
  await model[DISPLAY]();
  assert.equal(dataOf(host.published[1]!).state!["count"], 9);
});

Deno.test("WidgetModel without a page shows what stands for it, and sends nothing", async () => {
  const host = new FakeHost("none");
  const model = modelOn(host, { fallback: () => ({ "image/svg+xml": "<svg/>", "text/plain": "a map" }) });
  assert.deepEqual(await model[DISPLAY](), { "text/plain": "a map", "image/svg+xml": "<svg/>" });
  model.set({ count: 5 });
  model.send({});
  await model.flush();
  assert.equal(host.published.length, 0);
});

Deno.test("WidgetModel puts what stands for it beside the view", async () => {
  const host = new FakeHost();
  const model = modelOn(host, { fallback: () => Promise.resolve({ "text/html": "<p>", "text/plain": "a map" }) });
  assert.deepEqual(Object.keys(await model[DISPLAY]()), [VIEW, "text/plain", "text/html"]);
});

Deno.test("WidgetModel names unknown traits, reserved names and values that cannot be sent", () => {
  const host = new FakeHost();
  const model = modelOn(host);
  assert.throws(
    () => model.set({ colour: 1 } as never),
    (error) => isWeftError(error, "NotFound") && /count, label, values but found 'colour'/.test(error.message),
  );
  assert.throws(() => model.get("toString" as never), (error) => isWeftError(error, "NotFound"));
  assert.throws(() => model.on("x" as never, () => {}), (error) => isWeftError(error, "NotFound"));
  assert.throws(() => model.set({ label: (() => 1) as never }), (error) => isWeftError(error, "InvalidArgument"));
  assert.throws(() => model.send({ f: () => 1 }), (error) => isWeftError(error, "InvalidArgument"));
  assert.throws(
    () => new WidgetModel({ module: MODULE, state: { _esm: "x" }, host }),
    (error) => isWeftError(error, "InvalidArgument") && /'_esm'/.test(error.message),
  );
});

Deno.test("WidgetModel does not change the state it was given", () => {
  const state = Object.freeze({ count: 1 });
  const model = new WidgetModel({ module: MODULE, state, host: new FakeHost() });
  model.set({ count: 2 } as never);
  assert.equal(model.get("count"), 2);
  assert.equal(state.count, 1);
});

Deno.test("WidgetModel tells the user when a message could not be sent, and goes on", async () => {
  const host = new FakeHost();
  const model = modelOn(host);
  await model[DISPLAY]();
  host.gate = Promise.reject(new TypeError("the wire is cut"));
  model.set({ count: 2 });
  await model.flush();
  host.gate = Promise.resolve();
  model.set({ count: 3 });
  await model.flush();
  assert.match(host.warnings[0]!, /the wire is cut/);
  assert.equal(dataOf(host.published.at(-1)!).state!["count"], 3);
});

Deno.test("WidgetModel that answers a page's change with another value sends it behind the echo", async () => {
  const host = new FakeHost();
  const model = modelOn(host);
  await model[DISPLAY]();
  model.on("count", (value, from) => from === "page" && model.set({ count: value + 1, label: "b" }));
  const before = performance.now();
  host.page(model.id, { method: "update", state: { count: 5 }, buffer_paths: [] });
  assert.equal(model.get("count"), 6);
  await new Promise((resolve) => setTimeout(resolve, 80));
  const [back, ...more] = host.said("comm_msg", "update");
  assert.deepEqual(dataOf(back!).state, { count: 6, label: "b" });
  assert(back!.at - before >= 30, `${back!.at - before} ms`);
  assert.deepEqual(more, []);
  model.set({ label: "c" });
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(host.said("comm_msg", "update").length, 2, "what no page has set leaves at once");
});
