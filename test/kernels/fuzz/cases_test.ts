import { Rng } from "../../../src/core/rng.ts";
import { openKernels } from "../../../src/kernels/mod.ts";
import { CASES } from "./cases.ts";
import { Draw } from "./draw.ts";

const ROUNDS = Number(Deno.env.get("WEFT_FUZZ_ROUNDS") ?? 3);
const SEED = Number(Deno.env.get("WEFT_FUZZ_SEED") ?? 0);

for (const [name, run] of Object.entries(CASES)) {
  Deno.test(`${name} runs on random shapes, on every engine`, () => {
    for (const engine of ["native", "wasm"] as const) {
      const { kernels } = openKernels({ engine, threads: 2 });
      const rng = new Rng(SEED);
      for (let round = 0; round < ROUNDS; round++) run(new Draw(kernels, rng));
      kernels.close();
    }
  });
}
