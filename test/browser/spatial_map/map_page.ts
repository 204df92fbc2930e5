import type { Page } from "playwright-core";
import { bundlePath } from "../../../tools/build_widgets.ts";
import { inlineState } from "../../../src/display/inline_state.ts";
import type { SpatialMapState } from "../../../src/bridge/protocol.ts";
import type { Chromium, OpenOptions } from "../chromium.ts";
import { FILL } from "../fill.ts";
import type { Site } from "../page_server.ts";

/** A page that runs widgets on models that a test plays the kernel of: `models[i].receive(changes)`, `.sent`, `.saved`. */
const SCRIPT = `
import { fill } from "./fill.js";
import widget from "./widget.js";
class Model {
  constructor(state) { this.state = state; this.listeners = []; this.sent = []; this.saved = []; this.dirty = {}; }
  get(name) { return this.state[name]; }
  set(name, value) {
    if (Object.is(this.state[name], value)) return;
    this.state[name] = value; this.dirty[name] = value; this.tell("change:" + name);
  }
  save_changes() { this.saved.push({ at: performance.now(), ...this.dirty }); this.dirty = {}; }
  send(content) { this.sent.push(content); if (content.kind === "weft.hello" && !this.deaf) this.tell("msg:custom", content, []); }
  on(name, listener) { this.listeners.push([name, listener]); }
  off(name, listener) { this.listeners = this.listeners.filter(([n, l]) => n !== name || l !== listener); }
  tell(name, ...args) { for (const [n, l] of [...this.listeners]) if (n === name) l(...args); }
  receive(changes) {
    Object.assign(this.state, changes);
    for (const name of Object.keys(changes)) this.tell("change:" + name);
    this.tell("change");
  }
}
window.models = []; window.endings = [];
window.renderMap = async (state, el, by = widget) => {
  const model = new Model(state);
  models.push(model);
  const ending = new AbortController();
  const done = await by.render({ model, el, signal: ending.signal });
  endings.push(() => { ending.abort(); done?.(); });
};
for (const { state, width } of await (await fetch("states.json")).json()) {
  const el = document.body.appendChild(document.createElement("div"));
  el.style.width = width;
  await renderMap(fill(state), el);
}
window.ready = true;
`;

const STYLE = `body { margin: 16px; background: #fff; display: flex; gap: 16px; flex-wrap: wrap; font: 14px sans-serif }
@media (prefers-color-scheme: dark) { body { background: #0d0f12 } }`;

/** How the page of the maps is opened. */
export interface MapPageOptions extends OpenOptions {
  /** Width of each map, as in CSS; default all there is. */
  readonly mapWidth?: string;
  /** Code that runs before anything else. */
  readonly before?: string;
  /** Further files of the site. */
  readonly files?: Site;
}

/** Opens a page with a map for every state, and waits until all are painted. */
export async function openMaps(
  chromium: Chromium,
  states: readonly SpatialMapState[],
  options: MapPageOptions = {},
): Promise<Page> {
  const { mapWidth = "100%", before = "", files = {}, ...open } = options;
  const { SOURCE } = await import(bundlePath("spatial_map"));
  const page = await chromium.open({
    ...files,
    "index.html": `<!doctype html><meta charset="utf-8"><title>maps</title><style>${STYLE}</style>` +
      `<script>${before}</script><script type="module" src="page.js"></script>`,
    "fill.js": FILL,
    "page.js": SCRIPT,
    "widget.js": SOURCE,
    "states.json": JSON.stringify(states.map((state) => ({ state: inlineState(state), width: mapWidth }))),
  }, open);
  await page.waitForFunction(() =>
    (globalThis as unknown as { ready?: boolean }).ready === true &&
    [...document.querySelectorAll("canvas.weft-canvas")].every((canvas) =>
      canvas.getAttribute("data-painted") === "yes"
    )
  );
  return page;
}
