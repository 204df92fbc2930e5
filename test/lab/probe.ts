/// <reference lib="dom" />
import type { Page } from "playwright-core";
import { within } from "../within.ts";

/** A widget that shows its traits on a button, counts clicks in one of them, and sends messages for tests to time. */
const MODULE = `
const PART = 4 * 2 ** 20;
export default {
  render({ model, el }) {
    const button = document.createElement("button");
    button.className = "probe";
    const draw = () => {
      const view = model.get("points");
      const points = new Float32Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
      button.textContent = "n=" + model.get("n") + " points=" + points.join();
    };
    button.onclick = () => {
      model.set("n", model.get("n") + 1000);
      model.save_changes();
    };
    el.append(button);
    draw();
    model.on("change:n", draw);
    model.on("change:points", draw);
    const waiting = new Map();
    const hear = (content, buffers) => {
      const answer = { ...content, down: buffers.map((buffer) => buffer.byteLength) };
      waiting.get(content.id)?.(answer);
    };
    model.on("msg:custom", hear);
    let next = 0;
    globalThis.probe = (up, down) => {
      const id = Math.random() + "-" + next++;
      const bytes = new Uint8Array(up).fill(7);
      const answer = new Promise((resolve) => waiting.set(id, resolve));
      const content = { kind: "ping", id, down };
      if (up <= PART) model.send(content, undefined, up ? [bytes.buffer] : []);
      else {
        const parts = Math.ceil(up / PART);
        for (let part = 0; part < parts; part++) {
          const slice = bytes.slice(part * PART, (part + 1) * PART);
          const head = { kind: "weft.upload", upload: id, part, parts };
          model.send(part === 0 ? { ...head, content } : head, undefined, [slice.buffer]);
        }
      }
      return answer;
    };
    return () => {
      model.off("change:n", draw);
      model.off("change:points", draw);
      model.off("msg:custom", hear);
    };
  },
};`;

/** Text of a cell that makes the probe in `probe`, keeps what it heard in `heard`, and shows it. */
export const MAKE_PROBE = `
import { WidgetModel } from "weft/bridge";
const heard = [];
const probe = new WidgetModel({
  module: ${JSON.stringify(MODULE)},
  state: { n: 1, points: new Float32Array([1.5, 2.5]) },
  checks: {
    n: (value) => {
      if (!Number.isInteger(value)) throw new RangeError("n is an integer");
      return value;
    },
  },
});
probe.on("n", (n, from) => heard.push([n, from]));
probe.onMessage((content, buffers) => {
  const sizes = buffers.map((buffer) => buffer.length + (buffer.every((byte) => byte === 7) ? 0 : 0.5));
  probe.send({ ...content, up: sizes }, content.down ? [new Uint8Array(content.down).fill(9)] : []);
});
probe`;

/** What the kernel answers to the probe: sizes of the binary parts that went up and came down. */
export interface ProbeAnswer {
  readonly up: readonly number[];
  readonly down: readonly number[];
  /** Milliseconds on the page from sending to the answer. */
  readonly ms: number;
}

/** Sends a message of so many bytes from the page to the kernel, which answers with so many. */
export function ping(page: Page, up: number, down: number, ms = 30_000): Promise<ProbeAnswer> {
  const answer = page.evaluate(async ([up, down]) => {
    const { probe } = globalThis as unknown as {
      probe(up: number, down: number): Promise<Omit<ProbeAnswer, "ms">>;
    };
    const start = performance.now();
    const { up: there, down: back } = await probe(up!, down!);
    return { up: there, down: back, ms: performance.now() - start };
  }, [up, down]);
  return within(ms, `a message of ${up} bytes and an answer of ${down}`, answer);
}

/** What the probes on the page show. */
export function shown(page: Page): Promise<string[]> {
  return page.locator("button.probe").allTextContents();
}
