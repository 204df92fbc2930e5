import { checkInteger, checkOneOf } from "../core/check.ts";
import type { KernelKind } from "./kernels.ts";

const KINDS: readonly KernelKind[] = ["avx512", "avx2", "neon", "relaxed", "simd"];

/** Threads to compute on: `WEFT_THREADS`, else one for each core. */
export function wantedThreads(): number {
  const text = variable("WEFT_THREADS");
  if (text === undefined) return navigator.hardwareConcurrency;
  const threads = Number(text);
  checkInteger(threads, "the environment variable WEFT_THREADS", 1);
  return threads;
}

/** The instruction set to hold the kernels to: `WEFT_KERNELS`. */
export function wantedKind(): KernelKind | undefined {
  const kind = variable("WEFT_KERNELS");
  if (kind === undefined) return undefined;
  checkOneOf(kind, "the environment variable WEFT_KERNELS", KINDS);
  return kind;
}

/** The engine named by `WEFT_ENGINE`, unless it is `auto`. */
export function wantedEngine(): string | undefined {
  const name = variable("WEFT_ENGINE");
  return name === "auto" ? undefined : name;
}

/** A variable of the environment that is not empty, when reading it was allowed; never asks. */
export function variable(name: string): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "env", variable: name });
  return state === "granted" ? Deno.env.get(name) || undefined : undefined;
}

/** Bytes that this machine has left, when asking for them was allowed; never asks for the right. */
export function availableMemory(): number | undefined {
  const { state } = Deno.permissions.querySync({ name: "sys", kind: "systemMemoryInfo" });
  return state === "granted" ? Deno.systemMemoryInfo().available : undefined;
}
