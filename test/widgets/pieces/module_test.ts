import assert from "node:assert/strict";
import { SOURCE } from "../../../src/bridge/bundles/pieces.ts";
import { PageModel } from "../../../widgets/page/page_model.ts";

type Cleanup = (() => unknown) | undefined;
interface Widget {
  initialize(props: { model: PageModel }): Cleanup;
  render(props: { model: PageModel; el: unknown[] }): Promise<Cleanup>;
}

/** The module that is loaded before a widget's own. */
async function piecesModule(): Promise<Widget> {
  const url = URL.createObjectURL(new Blob([SOURCE], { type: "text/javascript" }));
  try {
    return (await import(url)).default;
  } finally {
    URL.revokeObjectURL(url);
  }
}

let models = 0;
const modelOf = (state: Record<string, unknown>) => new PageModel({ _anywidget_id: `weft.${models++}`, ...state });
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const DIARY = `
  export default {
    async initialize({ model }) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      model.get("diary").push("initialize");
      return () => model.get("diary").push("forget");
    },
    render({ model, el }) {
      model.get("diary").push("render");
      el.push(model.get("label"));
      return () => model.get("diary").push("remove");
    },
  };`;

Deno.test("pieces: initialize returns at once, since the module comes by messages that wait for it", async () => {
  const widget = await piecesModule();
  const diary: string[] = [];
  const model = modelOf({ weft_module: null, diary, label: "a" });
  const end = widget.initialize({ model });
  const el: unknown[] = [];
  const rendered = widget.render({ model, el });
  await wait(20);
  assert.deepEqual(diary, []);
  model.set("weft_module", DIARY);
  const remove = await rendered;
  assert.deepEqual(diary, ["initialize", "render"], "the widget's own initialize has ended before it is drawn");
  assert.deepEqual(el, ["a"]);
  remove!();
  await end!();
  assert.deepEqual(diary, ["initialize", "render", "remove", "forget"]);
});

Deno.test("pieces: a model that is there already, as in a saved notebook, is drawn at once", async () => {
  const widget = await piecesModule();
  const model = modelOf({ weft_module: DIARY, diary: [], label: "saved" });
  const el: unknown[] = [];
  await widget.render({ model, el });
  assert.deepEqual(el, ["saved"]);
});

Deno.test("pieces: views of one source share its module, and what it keeps for itself", async () => {
  const widget = await piecesModule();
  const source = `let views = 0; export default { render({ el }) { el.push(++views); } }; // ${crypto.randomUUID()}`;
  const el: unknown[] = [];
  for (const state of [1, 2]) await widget.render({ model: modelOf({ weft_module: source, state }), el });
  assert.deepEqual(el, [1, 2]);
});

Deno.test("pieces: a widget may be a function, may lack initialize or render, and need not clean up", async () => {
  const widget = await piecesModule();
  const el: unknown[] = [];
  const made = `export default async () => ({ render({ el }) { el.push("made"); } })`;
  assert.equal(await widget.render({ model: modelOf({ weft_module: made }), el }), undefined);
  assert.deepEqual(el, ["made"]);
  const bare = modelOf({ weft_module: "export default {}" });
  const end = widget.initialize({ model: bare });
  assert.equal(await widget.render({ model: bare, el }), undefined);
  await end!();
});

Deno.test("pieces: a module that does not load fails where it is drawn", async () => {
  const widget = await piecesModule();
  const model = modelOf({ weft_module: "export default {" });
  await assert.rejects(widget.render({ model, el: [] }), /SyntaxError/);
});
