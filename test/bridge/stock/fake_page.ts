import { joinBuffers } from "../../../src/bridge/buffers/join_buffers.ts";
import type { JsonObject } from "../../../src/bridge/widget_host.ts";
import { PageModel } from "../../../widgets/page/page_model.ts";

/** A page that hears what the stock kernel broadcasts, as JupyterLab would draw it. */
export class FakePage {
  model: PageModel | undefined;
  /** Bytes of each message. */
  readonly sizes: number[] = [];
  readonly times: number[] = [];
  readonly customs = new Set<(content: unknown, buffers: readonly DataView[]) => void>();

  /** What the stock kernel offers. */
  readonly jupyter = {
    broadcast: (name: string, content: JsonObject, { buffers }: { buffers: readonly Uint8Array<ArrayBuffer>[] }) => {
      const copies = buffers.map((bytes) => bytes.slice());
      this.sizes.push(JSON.stringify(content).length + copies.reduce((sum, { length }) => sum + length, 0));
      this.times.push(performance.now());
      this.#hear(name, JSON.parse(JSON.stringify(content["data"])), copies);
      return Promise.resolve();
    },
  };

  #hear(name: string, data: Record<string, unknown>, buffers: Uint8Array<ArrayBuffer>[]): void {
    if (data["method"] === "custom") {
      const views = buffers.map(asView);
      for (const listener of this.customs) listener(data["content"], views);
      return;
    }
    const state = data["state"] as Record<string, unknown>;
    joinBuffers(state, data["buffer_paths"], buffers);
    const seen = withViews(state) as Record<string, unknown>;
    if (name === "comm_open") this.model = this.#opened(seen);
    for (const [trait, value] of Object.entries(seen)) this.model!.set(trait, value);
  }

  #opened(state: Record<string, unknown>): PageModel {
    const model = new PageModel(state);
    const on = model.on.bind(model);
    const off = model.off.bind(model);
    model.on = (event: string, callback: never) =>
      event === "msg:custom" ? void this.customs.add(callback) : on(event, callback);
    model.off = (event: string | null, callback: never) =>
      event === "msg:custom" ? void this.customs.delete(callback) : off(event, callback);
    return model;
  }
}

/** Binary parts as a page gets them. */
function withViews(value: unknown): unknown {
  if (value instanceof Uint8Array) return asView(value as Uint8Array<ArrayBuffer>);
  if (Array.isArray(value)) return value.map(withViews);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withViews(item)]));
}

function asView({ buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
