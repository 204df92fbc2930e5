import { native, wasm } from "./compiled.ts";
import { cpu } from "./cpu.ts";
import type { EngineEntry } from "./engine_entry.ts";
import { tensorflow } from "./tensorflow.ts";
import { webgpu } from "./webgpu.ts";

/** Every engine there is, in the order in which `auto` tries those it may take. A new one is a row more here. */
export const ENGINES: readonly EngineEntry[] = [native, wasm, cpu, webgpu, tensorflow];
