import assert from "node:assert/strict";
import { SOURCE } from "../../src/bridge/bundles/page.ts";
import { embedJson } from "../../src/display/embed_json.ts";
import { inlineState } from "../../src/display/inline_state.ts";
import { twin } from "../../src/display/twin.ts";
import { type InlineState, readState } from "../../widgets/page/read_state.ts";

const MODULE = "export default { render({ model, el }) { el.textContent = model.get('label'); } };";
const HOSTILE = ["</script><script>alert(1)</script>", "<!--<script>", "\u2028\u2029", "]]>", "'\"`${1}\\"];

/** The block of data of a twin. */
function dataOf(html: string): InlineState & { readonly module: string } {
  return JSON.parse(html.match(/<script type="application\/json" class="weft-state">(.*?)<\/script>/s)![1]!);
}

Deno.test("twin() holds the module, the state and the still picture, and nothing from elsewhere", () => {
  const html = twin({ module: MODULE, state: { label: "a" }, still: `<svg width="9"></svg>` });
  assert.equal(dataOf(html).module, MODULE);
  assert.deepEqual(dataOf(html).state, { label: "a" });
  assert.match(html, /<div class="weft-still"><img alt="[\w ]+" src="data:image\/svg\+xml;base64,[\w+/=]+"><\/div>/);
  assert.doesNotMatch(html, /\b(?:src|href)="(?!data:)|https?:/);
});

Deno.test("twin() puts hostile text where it cannot end a block", () => {
  for (const text of HOSTILE) {
    const html = twin({ module: `${MODULE}// ${text}`, state: { [text]: text, nested: [{ label: text }] } });
    assert.equal(html.match(/<script/gi)!.length, 2, text);
    assert.equal(html.match(/<\/script/gi)!.length, 2, text);
    assert.doesNotMatch(html, /<!--|\u2028|\u2029/);
    assert.deepEqual(readState(dataOf(html)), { [text]: text, nested: [{ label: text }] });
    assert.equal(dataOf(html).module, `${MODULE}// ${text}`);
  }
});

Deno.test("twin() says that nothing is alive behind it, to a widget that asks", () => {
  assert.deepEqual(dataOf(twin({ module: MODULE, state: { live: true } })).state, { live: false });
  assert.deepEqual(dataOf(twin({ module: MODULE, state: {} })).state, {});
});

Deno.test("twin() without a still picture says what is missing where no script runs", () => {
  assert.match(twin({ module: MODULE, state: {} }), /<small>This view needs scripts/);
});

Deno.test("the script of a twin can stand inside a page and inside a function", () => {
  assert.doesNotMatch(SOURCE, /<\/script|<!--/i);
  assert.doesNotMatch(SOURCE, /^\s*(?:import|export)\b/m);
  assert(SOURCE.length < 6000, `${SOURCE.length} characters in every twin`);
});

Deno.test("inlineState() and readState() bring every bit of nested arrays to the page", () => {
  const memory = new Uint8Array([9, 1, 2, 3, 4, 9]);
  const state = {
    codes: memory.subarray(1, 3),
    nested: { list: [1, Float32Array.from([1.5, NaN]), { deep: memory.buffer }], text: "a" },
    empty: new Int32Array(0),
    none: null,
    on: true,
  };
  const inline = JSON.parse(embedJson(inlineState(state)));
  const read = readState(inline) as unknown as {
    codes: DataView;
    nested: { list: [number, DataView, { deep: DataView }]; text: string };
    empty: DataView;
    none: null;
    on: boolean;
  };
  const bytes = (view: DataView) => [...new Uint8Array(view.buffer, view.byteOffset, view.byteLength)];
  assert.deepEqual(bytes(read.codes), [1, 2]);
  assert.equal(read.nested.list[1].getFloat32(0, true), 1.5);
  assert(Number.isNaN(read.nested.list[1].getFloat32(4, true)));
  assert.deepEqual(bytes(read.nested.list[2].deep), [9, 1, 2, 3, 4, 9]);
  assert.equal(read.empty.byteLength, 0);
  assert.deepEqual([read.nested.list[0], read.nested.text, read.none, read.on], [1, "a", null, true]);
  assert.deepEqual([...memory], [9, 1, 2, 3, 4, 9]);
});

Deno.test("embedJson() is JSON that means the same", () => {
  const value = { "<a>": ["</script>", "&amp;", "\u2028", "𐍈"] };
  assert.deepEqual(JSON.parse(embedJson(value)), value);
});
