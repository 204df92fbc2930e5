import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/mod.ts";
import { openKernels } from "../../src/kernels/mod.ts";
import { product } from "./support.ts";

const MEGABYTE = 2 ** 18;

Deno.test("WasmKernels: blocks made before the memory grew keep their contents and stay usable", () => {
  const { kernels } = openKernels({ engine: "wasm", threads: 2 });
  const want = product(kernels);
  const early = kernels.alloc(1000);
  early.f32.forEach((_, i) => early.f32[i] = i);
  for (let round = 0; round < 6; round++) {
    const large = kernels.alloc((10 + round) * MEGABYTE);
    large.f32[0] = 1;
    large.f32[large.length - 1] = round;
    assert.deepEqual([early.f32[999], early.i32.length], [999, 1000]);
    assert.deepEqual(product(kernels), want, "workers see the memory that was added");
  }
  early.f32[3] = -1;
  assert.equal(new Float32Array(early.i32.buffer, early.address, 1000)[3], -1);
  kernels.close();
});

Deno.test("WasmKernels.alloc() says that WebAssembly is full, keeps what is there, and goes on", () => {
  const { kernels } = openKernels({ engine: "wasm", threads: 1 });
  const want = product(kernels);
  const half = kernels.alloc(2 ** 29);
  assert.throws(() => kernels.alloc(2 ** 29), (error: unknown) => {
    assert(isWeftError(error, "Failed"));
    assert.match(
      error.message,
      /^Expected WebAssembly to have 2147483648 bytes more but found \d+ bytes in use, of 4294967296/,
    );
    assert.match(error.message, /Use native code/);
    assert.equal(error.fields.needed, 2 ** 31);
    return true;
  });
  assert.equal(kernels.memory.live, 4 * 2 ** 29);
  assert.deepEqual(product(kernels), want);
  kernels.free(half);
  kernels.close();
});

Deno.test("WasmKernels.useThreads() gives the stacks of ended workers back", async () => {
  const { kernels } = openKernels({ engine: "wasm", threads: 1 });
  const addresses: number[] = [];
  for (let round = 0; round < 4; round++) {
    for (const threads of [3, 1]) kernels.useThreads(threads);
    const { address } = kernels.alloc(50_000 + round);
    addresses.push(address);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  // What was left of earlier rounds is taken first: addresses do not run away.
  assert(addresses.at(-1)! - addresses[0]! < 4 * (50_003 * 4 + 3 * 65_536), addresses.join());
  kernels.close();
});
