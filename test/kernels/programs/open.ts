/** Opens kernels with whatever rights and environment it was given, and prints what came of it as JSON. */
import { openKernels } from "../../../src/kernels/mod.ts";

const engine = (Deno.args[0] ?? "auto") as "auto" | "native" | "wasm";
try {
  const { kernels, passedOver } = openKernels({ engine });
  const { kind, threads } = kernels;
  console.log(JSON.stringify({ engine: kernels.engine, kind, threads, passedOver }));
  kernels.close();
} catch (error) {
  console.log(JSON.stringify({ error: (error as Error).message }));
}
