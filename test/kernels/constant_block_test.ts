import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { constantBlock } from "../../src/kernels/constant_block.ts";
import { onEach } from "./support.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

Deno.test("constantBlock() copies an array once for each set of kernels, as what it is", () =>
  onEach((kernels) => {
    const [indices, weights] = [Int32Array.of(3, -1, 2), Float32Array.of(0.5, 2)];
    const block = constantBlock(kernels, indices);
    assert.deepEqual(block.i32, indices);
    assert.deepEqual(constantBlock(kernels, weights).f32, weights);
    const { live } = kernels.memory;
    assert.equal(constantBlock(kernels, indices), block);
    assert.equal(kernels.memory.live, live);
    assert.notEqual(constantBlock(kernels, indices.slice()), block);
    indices[0] = 7;
    assert.equal(block.i32[0], 3);
  }));

Deno.test("constantBlock() frees the block when its array is collected", async () => {
  const program = `
    import { constantBlock } from "${ROOT}src/kernels/constant_block.ts";
    import { openKernels } from "${ROOT}src/kernels/mod.ts";
    const { kernels } = openKernels({ engine: "wasm", threads: 1 });
    const before = kernels.memory.live;
    (() => constantBlock(kernels, new Int32Array(1000)))();
    const most = kernels.memory.live - before;
    for (let i = 0; i < 50 && kernels.memory.live > before; i++) {
      gc();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    console.log(most, kernels.memory.live - before);
    kernels.close();`;
  const command = new Deno.Command(Deno.execPath(), {
    args: ["eval", "--v8-flags=--expose-gc", program],
    cwd: ROOT,
  });
  const { stdout, stderr } = await command.output();
  assert.equal(new TextDecoder().decode(stdout), "4000 0\n", new TextDecoder().decode(stderr));
});
