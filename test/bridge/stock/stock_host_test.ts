import assert from "node:assert/strict";
import { hostOf } from "../../../src/bridge/find_host.ts";
import { stockHost } from "../../../src/bridge/hosts/stock_host.ts";
import { WidgetModel } from "../../../src/bridge/widget_model.ts";
import { DISPLAY } from "../../../src/core/renderers.ts";
import { Rng } from "../../../src/core/rng.ts";
import { FakePage } from "./fake_page.ts";

const LIMIT = 256 * 1024;
const noSignals = { add: () => undefined, remove: () => undefined };

/** A widget that hands what it sees to the element, which is a list. */
const MODULE = `
  const see = (value) => value instanceof DataView ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : value;
  export default {
    initialize({ model }) { globalThis.weftStockInitialized = model.get("label"); },
    render({ model, el }) {
      el.push(["values", see(model.get("values"))], ["nested", see(model.get("nested").list[0]), model.get("nested").name]);
      model.on("change:values", () => el.push(["changed", see(model.get("values")), model.get("label")]));
      const hear = (content, buffers) => el.push(["message", content, buffers.map(see)]);
      model.on("msg:custom", hear);
      return () => model.off("msg:custom", hear);
    },
  };
  // ${"x".repeat(300_000)}`;

function bytes(length: number, seed: number): Uint8Array<ArrayBuffer> {
  const rng = new Rng(seed);
  return Uint8Array.from({ length }, () => rng.bits() & 255);
}

/** Runs the module that the page was told to load. */
async function render(page: FakePage, el: unknown[]): Promise<() => void> {
  const url = URL.createObjectURL(new Blob([String(page.model!.get("_esm"))], { type: "text/javascript" }));
  const { default: widget } = await import(url);
  URL.revokeObjectURL(url);
  await widget.initialize({ model: page.model });
  return await widget.render({ model: page.model, el });
}

/** Keeps the words that are meant for the user. */
async function quietly<T>(work: (told: string[]) => Promise<T>): Promise<T> {
  const told: string[] = [];
  const { error } = console;
  console.error = (text: string) => told.push(text);
  try {
    return await work(told);
  } finally {
    console.error = error;
  }
}

Deno.test("stockHost() takes values and messages of any size to the widget in small pieces, and says once what is missing", () =>
  quietly(async (told) => {
    const page = new FakePage();
    const host = stockHost(page.jupyter, noSignals);
    const first = bytes(700_001, 1), second = bytes(300_000, 2), part = bytes(450_000, 3);
    const nested = { name: "ä".repeat(200_000), list: [bytes(5, 4)] };
    const model = new WidgetModel({ module: MODULE, state: { label: "one", values: first, nested }, host });
    await model[DISPLAY]();
    const el: unknown[][] = [];
    const end = await render(page, el);
    assert.deepEqual(el, [["values", first], ["nested", nested.list[0], nested.name]]);
    assert.equal((globalThis as { weftStockInitialized?: string }).weftStockInitialized, "one");

    el.length = 0;
    model.set({ label: "two", values: second });
    await model.flush();
    assert.deepEqual(el, [["changed", second, "two"]], "one change, with what was set beside it");
    model.set({ values: bytes(10, 5) });
    await model.flush();
    assert.deepEqual(el[1], ["changed", bytes(10, 5), "two"]);

    el.length = 0;
    model.send({ kind: "small" }, [bytes(3, 6)]);
    model.send({ kind: "rows", from: 3 }, [part, bytes(7, 7)]);
    await model.flush();
    assert.deepEqual(el, [
      ["message", { kind: "small" }, [bytes(3, 6)]],
      ["message", { kind: "rows", from: 3 }, [part, bytes(7, 7)]],
    ]);
    end();
    model.send({ kind: "late" });
    await model.flush();
    assert.equal(el.length, 2);

    assert(page.sizes.every((size) => size <= LIMIT), `${page.sizes}`);
    assert.equal(told.length, 1);
    assert.match(told[0]!, /does not come back.*deno task weft kernel install/);
  }));

Deno.test("stockHost() gives pages time to take what was sent", () =>
  quietly(async () => {
    const page = new FakePage();
    const model = new WidgetModel({
      module: "export default {}",
      state: { values: new Uint8Array(2 ** 21) },
      host: stockHost(page.jupyter, noSignals),
    });
    await model[DISPLAY]();
    const took = page.times.at(-1)! - page.times[0]!;
    assert(took > 120, `2 MiB in ${took} ms`);
  }));

Deno.test("stockHost() sends what is small as it is", () =>
  quietly(async () => {
    const page = new FakePage();
    const model = new WidgetModel({
      module: "export default {}",
      state: { n: 1 },
      host: stockHost(page.jupyter, noSignals),
    });
    await model[DISPLAY]();
    assert.equal(page.sizes.length, 1);
    assert.equal(page.model!.get("n"), 1);
    assert.equal(page.model!.get("weft_module"), "export default {}");
    model.set({ n: 2 });
    await model.flush();
    assert.equal(page.sizes.length, 2);
    assert.equal(page.model!.get("n"), 2);
  }));

Deno.test("stockHost() leaves out of a display what is too large for the kernel", () =>
  quietly(async () => {
    const fallback = () => ({ "text/html": "x".repeat(3e5), "image/svg+xml": "<svg/>", "text/plain": "a map" });
    for (const [kind, kept] of [["stock", false], ["weft", true]] as const) {
      const host = { ...stockHost(new FakePage().jupyter, noSignals), kind };
      const model = new WidgetModel({ module: "export default {}", state: {}, fallback, host });
      const bundle = await model[DISPLAY]();
      assert.equal("text/html" in bundle, kept);
      assert.equal(bundle["image/svg+xml"], "<svg/>");
    }
  }));

Deno.test("stockHost() goes on after a message that could not be sent", () =>
  quietly(async () => {
    const sent: string[] = [];
    const broadcast = (name: string) => {
      if (name === "fails") return Promise.reject(new TypeError("refused"));
      sent.push(name);
      return Promise.resolve();
    };
    const host = stockHost({ broadcast }, noSignals);
    await assert.rejects(host.publish("fails", {}), /refused/);
    await host.publish("display_data", {});
    assert.deepEqual(sent, ["display_data"]);
  }));

Deno.test("stockHost() hears of stop as SIGINT, of nothing else, and knows no cells", async () => {
  const listeners = new Set<() => void>();
  const host = stockHost(new FakePage().jupyter, {
    add: (listener) => listeners.add(listener),
    remove: (listener) => listeners.delete(listener),
  });
  let stopped = 0;
  const end = host.onInterrupt(() => stopped++);
  for (const listener of listeners) listener();
  end();
  assert.equal(stopped, 1);
  assert.equal(listeners.size, 0);
  host.onComm(() => assert.fail())();
  assert.equal(await host.cell(), null);
});

Deno.test("hostOf() finds the weft kernel, the stock kernel, or none", async () => {
  const jupyter = () => new FakePage().jupyter;
  const port = {
    version: 1 as const,
    onInterrupt: () => () => undefined,
    takeStop: () => true,
    onComm: () => () => undefined,
    publish: () => Promise.resolve(),
    cell: () => Promise.resolve({ cell: "a", run: "1" }),
  };
  const weft = hostOf({ port, jupyter });
  assert.equal(weft.kind, "weft");
  assert.equal(weft.takeStop(), true);
  assert.deepEqual(await weft.cell(), { cell: "a", run: "1" });
  assert.equal(hostOf({ port: undefined, jupyter }).kind, "stock");
  assert.equal(hostOf({ port: undefined, jupyter: () => undefined }).kind, "none");
  const none = hostOf({
    port: undefined,
    jupyter: () => {
      throw new Error("Deno.jupyter is only available in a kernel");
    },
  });
  assert.equal(none.kind, "none");
  await none.publish("comm_open", {});
  assert.equal(await none.cell(), null);
  none.onComm(() => assert.fail())();
  none.onInterrupt(() => assert.fail())();
});
