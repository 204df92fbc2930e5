import assert from "node:assert/strict";
import { ModelRegistry } from "../../src/bridge/model_registry.ts";
import { WidgetModel } from "../../src/bridge/widget_model.ts";
import { DISPLAY } from "../../src/core/renderers.ts";
import { dataOf, FakeHost } from "./fake_host.ts";

const VIEW = "application/vnd.jupyter.widget-view+json";

function modelOn(host: FakeHost, fallback?: () => Record<string, unknown>) {
  return new WidgetModel({ module: "export default {}", state: { n: 0 }, checks: { n: Number }, host, fallback });
}

const names = (host: FakeHost) => host.published.map(({ name }) => name);

Deno.test("WidgetModel displayed several times at once opens once, and is in every display", async () => {
  const host = new FakeHost();
  host.running = { cell: "a", run: "1" };
  const model = modelOn(host);
  const bundles = await Promise.all([model[DISPLAY](), model[DISPLAY](), model[DISPLAY]()]);
  assert.deepEqual(names(host), ["comm_open"]);
  assert(bundles.every((bundle) => VIEW in bundle));
  host.running = { cell: "b", run: "2" };
  await model[DISPLAY]();
  host.running = { cell: "a", run: "3" };
  await modelOn(host)[DISPLAY]();
  assert.deepEqual(host.said("comm_close"), [], "cell b still shows it");
});

Deno.test("WidgetModel is not in a display before its opening is out", async () => {
  const host = new FakeHost();
  const gate = Promise.withResolvers<void>();
  host.gate = gate.promise;
  const model = modelOn(host);
  let isShown = false;
  const shown = model[DISPLAY]().then(() => isShown = true);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual([names(host), isShown], [["comm_open"], false]);
  gate.resolve();
  await shown;
});

Deno.test("WidgetModel that is put away and displayed at the same time closes first and then opens", async () => {
  const host = new FakeHost();
  host.running = { cell: "a", run: "1" };
  const model = modelOn(host);
  await model[DISPLAY]();
  host.running = { cell: "a", run: "2" };
  await modelOn(host)[DISPLAY]();
  model.set({ n: 4 });
  await Promise.all([model[DISPLAY](), model[DISPLAY]()]);
  const own = host.published.filter(({ content }) => content["comm_id"] === model.id);
  assert.deepEqual(own.map(({ name }) => name), ["comm_open", "comm_close", "comm_open"]);
  assert.deepEqual(dataOf(own[2]!).state!["n"], 4);
  assert.equal(ModelRegistry.of(host).size, 2);
});

Deno.test("WidgetModel closed while it is being displayed stays closed", async () => {
  const host = new FakeHost();
  const model = modelOn(host);
  const shown = model[DISPLAY]();
  await shown;
  model.close();
  await model.flush();
  await model[DISPLAY]();
  assert.deepEqual(names(host), ["comm_open", "comm_close"]);
  assert.equal(ModelRegistry.of(host).size, 0);
});

Deno.test("WidgetModel whose stand-in cannot be made fails where it is displayed, and opens nothing", async () => {
  const host = new FakeHost();
  const model = modelOn(host, () => {
    throw new RangeError("no picture");
  });
  await assert.rejects(model[DISPLAY](), /no picture/);
  assert.deepEqual(host.published, []);
});

Deno.test("WidgetModel of two hosts are strangers", async () => {
  const [here, there] = [new FakeHost(), new FakeHost()];
  const model = modelOn(here);
  modelOn(there);
  await model[DISPLAY]();
  there.page(model.id, { method: "update", state: { n: 3 } });
  assert.equal(model.get("n"), 0);
  here.page(model.id, { method: "update", state: { n: 3 } });
  assert.equal(model.get("n"), 3);
});

Deno.test("WidgetModel tells its module, style sheet and state, and one line about itself", () => {
  const model = new WidgetModel({ module: "export default {}", css: ".a {}", state: { n: 1, label: "x" } });
  assert.equal(model.module, "export default {}");
  assert.equal(model.css, ".a {}");
  assert.deepEqual(model.state, { n: 1, label: "x" });
  assert.equal(String(model), "widget with n, label");
  assert.equal(String(new WidgetModel({ module: "", state: {} })), "widget with no traits");
  Object.assign(model.state, { n: 9 });
  assert.equal(model.get("n"), 1, "what it tells is a copy");
});
