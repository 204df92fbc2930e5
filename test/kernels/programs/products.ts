/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
/** A worker that multiplies on native kernels of its own, and says whether every product was the same. */
import { openKernels } from "../../../src/kernels/mod.ts";
import { product } from "../support.ts";

const { kernels } = openKernels({ engine: "native", threads: 2 });
const want = product(kernels).toString();
let same = true;
for (let round = 0; round < 15; round++) same &&= product(kernels).toString() === want;
kernels.close();
self.postMessage(same ? "same" : "different");
