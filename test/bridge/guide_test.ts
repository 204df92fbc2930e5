import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { WidgetModel } from "../../src/bridge/widget_model.ts";

const GUIDE = new URL("../../docs/guide/notebook.md", import.meta.url);

/** The first block of code of the section on widgets. */
async function ownWidget(): Promise<string> {
  const text = await readFile(GUIDE, "utf8");
  const section = text.slice(text.indexOf("## Your own widget"));
  return /```ts\n([\s\S]*?)```/.exec(section)![1]!;
}

Deno.test("guide: a widget of one's own takes twenty lines, and works as it stands there", async () => {
  const code = await ownWidget();
  assert(code.trim().split("\n").length <= 22, "the import and the empty line behind it are not counted");
  const url = `data:application/typescript,${encodeURIComponent(`${code}\nexport { dial };`)}`;
  const { dial } = await import(url) as { dial: WidgetModel<{ nClusters: number }> };
  dial.set({ nClusters: 12 });
  assert.equal(dial.get("nClusters"), 12);
  const heard: unknown[] = [];
  const element = { addEventListener() {}, append: (child: unknown) => heard.push(child) };
  const { default: widget } = await import(`data:application/javascript,${encodeURIComponent(dial.module)}`);
  const slider = { value: 0, oninput: () => {} };
  const state = new Map<string, unknown>(Object.entries(dial.state));
  const document = { createElement: () => slider };
  Object.assign(globalThis, { document });
  try {
    widget.render({
      el: element,
      model: {
        get: (name: string) => state.get(name),
        set: (name: string, value: unknown) => state.set(name, value),
        on: () => undefined,
        "save_changes": () => heard.push("saved"),
      },
    });
  } finally {
    Reflect.deleteProperty(globalThis, "document");
  }
  assert.equal(slider.value, 12);
  slider.value = 5;
  slider.oninput();
  assert.equal(state.get("nClusters"), 5);
  assert.deepEqual(heard, [slider, "saved"]);
});
