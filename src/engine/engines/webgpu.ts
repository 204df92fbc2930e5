import { WeftError } from "../../core/error.ts";
import { graphicsAdapter } from "../webgpu/graphics_adapter.ts";
import { openWebgpu } from "../webgpu/open_webgpu.ts";
import type { EngineEntry } from "./engine_entry.ts";

/** A graphics card of any maker, through the tensor library's WebGPU backend; by name until it was timed on cards. */
export const webgpu: EngineEntry = {
  name: "webgpu",
  what: "WebGPU",
  automatic: false,
  async probe() {
    const adapter = await graphicsAdapter();
    if (adapter) return { kind: adapter.name, threads: 1 };
    throw new WeftError("Unsupported", { expected: "a graphics card", found: "no graphics adapter" });
  },
  async open(tf) {
    return { kind: (await openWebgpu(tf)).name, threads: 1, backendName: "webgpu" };
  },
};
