import { fetchLibrary } from "../../kernels/fetch_library.ts";
import type { Kernels } from "../../kernels/kernels.ts";
import { sharedKernels } from "../../kernels/shared_kernels.ts";
import { registerBackend } from "../backend/register_backend.ts";
import type { EngineEntry } from "./engine_entry.ts";

/** Our own kernels as machine code, through Deno's foreign function interface. */
export const native: EngineEntry = compiled("native", "native code", async (ask) => {
  await fetchLibrary();
  return sharedKernels("native", { ask }).kernels;
});

/** Our own kernels as WebAssembly. */
export const wasm: EngineEntry = compiled(
  "wasm",
  "WebAssembly",
  () => Promise.resolve(sharedKernels("wasm").kernels),
);

function compiled(
  name: "native" | "wasm",
  what: string,
  start: (ask: boolean) => Promise<Kernels>,
): EngineEntry {
  return {
    name,
    what,
    automatic: true,
    async probe(ask) {
      const { kind, threads } = await start(ask);
      return { kind, threads };
    },
    async open(tf, ask) {
      const kernels = await start(ask);
      const backendName = `weft-${name}`;
      const backend = registerBackend(tf, backendName, kernels);
      return { kind: kernels.kind, threads: kernels.threads, backendName, backend };
    },
  };
}
