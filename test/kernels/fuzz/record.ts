import { Rng } from "../../../src/core/rng.ts";
import { type KernelKind, openKernels } from "../../../src/kernels/mod.ts";
import { CASES } from "./cases.ts";
import { Draw } from "./draw.ts";
import { Recorder } from "./recorder.ts";

/** Floats in a vector of each kind of kernels; sizes of packed memory depend on it. */
export const KIND_OF_VECTOR: Readonly<Record<number, KernelKind>> = { 4: "simd", 8: "avx2", 16: "avx512" };

/** What was recorded. */
export interface Recording {
  /** The calls, in the format of `replay.c`. */
  readonly bytes: Uint8Array;
  /** Numbers of the kernels that were called. */
  readonly opsCalled: ReadonlySet<number>;
}

/** Records so many rounds of all cases for a width of vectors; undefined when this processor has no such kernels. */
export function record(floats: 4 | 8 | 16, rounds: number, seed: number): Recording | undefined {
  const kind = KIND_OF_VECTOR[floats]!;
  const { kernels } = openKernels({ engine: floats === 4 ? "wasm" : "native", kind, threads: 1 });
  try {
    if (kernels.kind !== kind) return undefined;
    const recorder = new Recorder(kernels);
    const rng = new Rng(seed);
    for (let round = 0; round < rounds; round++) {
      for (const run of Object.values(CASES)) run(new Draw(recorder, rng));
    }
    return { bytes: recorder.bytes, opsCalled: recorder.opsCalled };
  } finally {
    kernels.close();
  }
}
