import type { Kernels } from "./kernels.ts";
import { type KernelOptions, type OpenedKernels, openFirst } from "./open_kernels.ts";
import { type KernelEngine, startKernels } from "./start_kernels.ts";

const opened = new Map<KernelEngine, Kernels>();
let automatic: OpenedKernels | undefined;

/**
 * The kernels that the whole program shares: opened on the first call, closed when it ends.
 *
 * @param engine Which; default the fastest there is, or what `WEFT_ENGINE` names.
 * @param options `ask`: whether Deno may ask the user for a missing right; default when `native` is named.
 * @returns The kernels and what was passed over.
 * @throws {WeftError} `Failed` when the engine asked for by name does not start.
 *
 * @example
 * ```ts
 * import { sharedKernels } from "weft/kernels";
 * import assert from "node:assert/strict";
 *
 * const { kernels } = sharedKernels("wasm");
 * assert.equal(sharedKernels("wasm").kernels, kernels);
 * assert.equal(kernels.shares, 16);
 * ```
 */
export function sharedKernels(
  engine: "auto" | "native" | "wasm" = "auto",
  { ask }: Pick<KernelOptions, "ask"> = {},
): OpenedKernels {
  if (engine === "auto" && automatic && !isOutdated(automatic)) return automatic;
  const found = openFirst({ engine, ask }, (name, settings) => {
    const known = opened.get(name);
    if (known) return known;
    const kernels = startKernels(name, settings);
    opened.set(name, kernels);
    // A worker that ends gives its threads back; the library outlives it when others of the process use it too.
    globalThis.addEventListener("unload", () => kernels.close(), { once: true });
    return kernels;
  });
  if (engine === "auto") automatic = found;
  return found;
}

/** Native code may have come within reach since: a right was given, the library was fetched. */
function isOutdated({ kernels, passedOver }: OpenedKernels): boolean {
  return kernels.engine === "wasm" && passedOver.length > 0 && opened.has("native");
}
