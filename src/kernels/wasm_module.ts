import { Buffer } from "node:buffer";
import { WeftError } from "../core/error.ts";
import { RELAXED } from "./generated/wasm_relaxed.ts";
import { SIMD } from "./generated/wasm_simd.ts";
import type { KernelKind } from "./kernels.ts";

const MODULES = { relaxed: RELAXED, simd: SIMD } as const;

/** The best embedded module that this runtime accepts, or the one asked for. */
export function wasmModule(kind?: KernelKind): { kind: "relaxed" | "simd"; module: WebAssembly.Module } {
  for (const name of ["relaxed", "simd"] as const) {
    if (kind === "simd" && name !== "simd") continue;
    const bytes = Buffer.from(MODULES[name], "base64");
    if (WebAssembly.validate(bytes)) return { kind: name, module: new WebAssembly.Module(bytes) };
  }
  throw new WeftError("Unsupported", {
    expected: "a module that this runtime accepts",
    found: "no WebAssembly SIMD with shared memory",
  });
}
