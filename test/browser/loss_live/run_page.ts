import type { Page } from "playwright-core";
import type { LossLiveState } from "../../../src/bridge/protocol.ts";
import { inlineState } from "../../../src/display/inline_state.ts";
import { bundlePath } from "../../../tools/build_widgets.ts";
import type { Chromium, OpenOptions } from "../chromium.ts";
import { FILL } from "../fill.ts";

/** A page with the widget on a model that a test plays the kernel of. */
const SCRIPT = `
import { fill } from "./fill.js";
import widget from "./widget.js";
const listeners = [];
const tell = (name, ...args) => { for (const [n, listener] of [...listeners]) if (n === name) listener(...args); };
const state = fill(await (await fetch("state.json")).json());
window.sent = [];
window.saved = [];
window.listeners = listeners;
window.tell = tell;
window.receive = (packed) => {
  const changes = fill(packed);
  Object.assign(state, changes);
  for (const name of Object.keys(changes)) tell("change:" + name);
  tell("change");
};
window.rows = (from, nTerms, values) => {
  tell("msg:custom", { kind: "rows", from, nTerms }, [new DataView(new Float32Array(values).buffer)]);
};
const model = {
  get: (name) => state[name],
  set: (name, value) => { state[name] = value; tell("change:" + name); },
  save_changes: () => window.saved.push(structuredClone(state.view)),
  send: (content) => window.sent.push(content),
  on: (name, listener) => listeners.push([name, listener]),
  off: (name, listener) => {
    const at = listeners.findIndex(([n, l]) => n === name && l === listener);
    if (at >= 0) listeners.splice(at, 1);
  },
};
const ending = new AbortController();
const done = await widget.render({ model, el: document.querySelector("main"), signal: ending.signal });
window.finish = () => { ending.abort(); done?.(); };
document.querySelector("script").remove();
window.ready = true;
`;

const STYLE = `body { margin: 16px; background: #fff }
@media (prefers-color-scheme: dark) { body { background: #0d1117 } }`;

/** What the page offers to a test. */
export interface RunPage {
  /** Messages to the kernel. */
  readonly sent: readonly unknown[];
  /** Values of the trait \`view\` that were saved. */
  readonly saved: readonly LossLiveState["view"][];
  /** Listeners of the widget. */
  readonly listeners: readonly unknown[];
  /** The kernel sets traits. */
  receive(packed: unknown): void;
  /** The kernel sends rows. */
  rows(from: number, nTerms: number, values: readonly number[]): void;
  /** Anything that a model tells. */
  tell(name: string): void;
  /** The view is taken off the page. */
  finish(): void;
}

/** Opens the widget on a state. */
export function openRun(chromium: Chromium, state: LossLiveState, options: OpenOptions = {}): Promise<Page> {
  return openWidget(chromium, "loss_live", state, options);
}

/** Opens a widget of that name on a state that has the trait `view`. */
export async function openWidget(
  chromium: Chromium,
  name: string,
  state: object,
  options: OpenOptions = {},
): Promise<Page> {
  const { SOURCE } = await import(bundlePath(name));
  const page = await chromium.open({
    "index.html": `<!doctype html><meta charset="utf-8"><title>run</title><style>${STYLE}</style><main></main>` +
      `<script type="module" src="page.js"></script>`,
    "fill.js": FILL,
    "page.js": SCRIPT,
    "widget.js": SOURCE,
    "state.json": JSON.stringify(inlineState(state)),
  }, options);
  await page.waitForFunction(() => (globalThis as unknown as { ready?: boolean }).ready === true);
  return page;
}

/** The kernel of the page sets traits. */
export function receive(page: Page, changes: object): Promise<void> {
  return page.evaluate((packed) => (globalThis as unknown as RunPage).receive(packed), inlineState(changes) as unknown);
}
