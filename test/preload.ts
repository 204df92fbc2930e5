/** Opens what the process shares before the first test, so that no test is charged with the library and the workers. */
import { sharedKernels } from "../src/kernels/mod.ts";

for (const engine of ["auto", "wasm"] as const) sharedKernels(engine);
