import type { KernelKind } from "./kernels.ts";

const KINDS: readonly KernelKind[] = ["avx512", "avx2", "neon", "relaxed", "simd"];

/** Threads to compute on: `WEFT_THREADS`, else one for each core. */
export function wantedThreads(): number {
  const wanted = Number(variable("WEFT_THREADS"));
  return Number.isInteger(wanted) && wanted > 0 ? wanted : navigator.hardwareConcurrency;
}

/** The instruction set to hold the kernels to: `WEFT_KERNELS`. */
export function wantedKind(): KernelKind | undefined {
  return KINDS.find((kind) => kind === variable("WEFT_KERNELS"));
}

/** A variable of the environment, when reading it was allowed; never asks. */
export function variable(name: string): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "env", variable: name });
  return state === "granted" ? Deno.env.get(name) : undefined;
}
