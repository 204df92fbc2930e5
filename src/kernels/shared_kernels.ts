import { type OpenedKernels, openKernels } from "./open_kernels.ts";

const opened = new Map<string, OpenedKernels>();

/**
 * The kernels that the whole process shares: opened on the first call, never closed.
 *
 * @param engine Which; default the fastest there is.
 * @returns The kernels and what was passed over.
 * @throws {WeftError} `Failed` when the engine asked for by name does not start.
 */
export function sharedKernels(engine: "auto" | "native" | "wasm" = "auto"): OpenedKernels {
  const known = opened.get(engine);
  if (known) return known;
  const found = openKernels({ engine });
  opened.set(engine, found).set(found.kernels.engine, found);
  return found;
}
