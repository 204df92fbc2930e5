import assert from "node:assert/strict";
import { WidgetModel } from "../../src/bridge/widget_model.ts";
import { DISPLAY } from "../../src/core/renderers.ts";
import { AnnData, Dense } from "../../src/data/mod.ts";
import { pageObject } from "../../src/display/page_object.ts";
import { registerDisplays } from "../../src/display/register_displays.ts";
import { twinPartsOf } from "../../src/display/twin_parts.ts";
import { smart } from "../../src/methods/mod.ts";
import { train } from "../../src/train/mod.ts";

registerDisplays();

const MODULE = "export default { render() {} };";

Deno.test("twinPartsOf() takes module, state and picture, be they properties or methods, now or later", async () => {
  const state = { a: 1 };
  assert.deepEqual(await twinPartsOf({ module: MODULE, state }), { module: MODULE, state });
  assert.deepEqual(await twinPartsOf({ module: MODULE, state: () => state, still: () => Promise.resolve("<svg/>") }), {
    ...{ module: MODULE, state, still: "<svg/>" },
  });
  class Map {
    readonly module = MODULE;
    readonly #state = state;
    state() {
      return this.#state;
    }
    svg() {
      return "<svg id='s'/>";
    }
  }
  assert.equal((await twinPartsOf(new Map()))!.still, "<svg id='s'/>");
  assert.equal((await twinPartsOf({ module: MODULE, state, css: "b{}" }))!.css, "b{}");
});

Deno.test("twinPartsOf() knows what is no widget", async () => {
  for (const value of [{}, { module: MODULE }, { module: 3, state: {} }, { module: MODULE, state: null }, []]) {
    assert.equal(await twinPartsOf(value), undefined);
  }
});

Deno.test("pageObject() makes of a run its view, with the end in it", async () => {
  const points = new Dense(Float32Array.from({ length: 60 }, (_, i) => Math.sin(i * i)), { shape: [20, 3] });
  const run = train(new AnnData({ X: points }), smart({ useGraph: false, nLatent: 4 }), { useRep: "X", nEpochs: 3 });
  await run.result();
  const parts = (await twinPartsOf(await pageObject(run)))!;
  assert.equal((parts.state as { epoch: number }).epoch, 3);
  assert.match(parts.still!, /^<svg/);
  const other = { any: 1 };
  assert.equal(await pageObject(other), other);
});

Deno.test("a widget of one's own shows its twin where no page draws it", async () => {
  const model = new WidgetModel({ module: MODULE, state: { label: "</script>" }, css: "b { color: red }" });
  const bundle = await model[DISPLAY]();
  assert.match(String(bundle["text/html"]), /^<div class="weft-twin">/);
  assert.match(String(bundle["text/html"]), /b \{ color: red \}/);
  assert.doesNotMatch(String(bundle["text/html"]), /"<\/script>"/);
});

Deno.test("a widget with tens of megabytes shows no twin", async () => {
  const state = { small: 1, nested: { big: new Uint8Array(9 << 20) } };
  const bundle = await new WidgetModel({ module: MODULE, state })[DISPLAY]();
  assert.deepEqual(Object.keys(bundle), ["text/plain"]);
});
