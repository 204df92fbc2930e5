import { WeftError } from "../../core/error.ts";
import { type AdapterFacts, graphicsAdapter } from "../webgpu/graphics_adapter.ts";
import { openWebgpu } from "../webgpu/open_webgpu.ts";
import type { EngineEntry } from "./engine_entry.ts";

/** A graphics card of any maker, through the tensor library's WebGPU backend; by name until it was timed on cards. */
export const webgpu: EngineEntry = {
  name: "webgpu",
  what: "WebGPU",
  automatic: false,
  async probe() {
    const adapter = await graphicsAdapter();
    if (adapter) return { kind: kindOf(adapter), threads: 1 };
    throw new WeftError("Unsupported", { expected: "a graphics card", found: "no graphics adapter" });
  },
  async open(tf) {
    const { adapter, check } = await openWebgpu(tf);
    return { kind: kindOf(adapter), threads: 1, backendName: "webgpu", check };
  },
};

function kindOf({ name, software }: AdapterFacts): string {
  return software ? `${name}: software, no card` : name;
}
