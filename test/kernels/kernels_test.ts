import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/mod.ts";
import { OP } from "../../src/kernels/generated/op.ts";
import { openKernels } from "../../src/kernels/mod.ts";
import { ENGINES, onEach, product } from "./support.ts";

const COMMON = { shares: 16, rowBlock: 96 } as const;

Deno.test("Kernels tell what they are", () =>
  onEach((kernels) => {
    assert.deepEqual({ shares: kernels.shares, rowBlock: kernels.rowBlock }, COMMON);
    const kinds = kernels.engine === "native" ? ["avx512", "avx2", "neon"] : ["relaxed", "simd"];
    assert(kinds.includes(kernels.kind), kernels.kind);
    assert([8, 16, 32].includes(kernels.panel));
    assert.equal(kernels.strip, 4 * kernels.panel);
    assert.equal(kernels.threads, 2);
  }));

Deno.test("Kernels.alloc() gives blocks at multiples of 64 bytes, of any length, that do not overlap", () =>
  onEach((kernels) => {
    const lengths = [0, 1, 2, 3, 5, 15, 16, 17, 31, 32, 33, 100, 1000, 65_537, 0, 1];
    const blocks = lengths.map((length) => kernels.alloc(length));
    blocks.forEach((block, i) => {
      assert.equal(block.address % 64, 0);
      assert.deepEqual([block.length, block.f32.length, block.i32.length], [lengths[i], lengths[i], lengths[i]]);
      block.f32.fill(i + 0.5);
    });
    blocks.forEach((block, i) => assert(block.f32.every((value) => value === i + 0.5), `block ${i}`));
    const places = blocks.map(({ address, length }) => ({ address, end: address + 4 * length }))
      .sort((a, b) => a.address - b.address);
    for (let i = 1; i < places.length; i++) assert(places[i]!.address >= places[i - 1]!.end);
    blocks[3]!.i32.set([1, 2, 3]);
    assert.equal(new Uint32Array(blocks[3]!.f32.slice().buffer)[2], 3);
  }));

Deno.test("Kernels.free() lets a block be used again and counts", () =>
  onEach((kernels) => {
    const before = kernels.memory.live;
    const block = kernels.alloc(1234);
    assert.equal(kernels.memory.live, before + 4 * 1234);
    kernels.free(block);
    assert.equal(kernels.memory.live, before);
    assert.equal(kernels.alloc(1234), block);
  }));

Deno.test("Kernels.useThreads() restarts the pool as often as wanted; results are the same bytes on any number", () =>
  onEach((kernels) => {
    const want = product(kernels);
    for (let round = 0; round < 5; round++) {
      for (const threads of [1, 2, 4, 1, 3]) {
        assert.equal(kernels.useThreads(threads), threads);
        assert.equal(kernels.threads, threads);
        assert.deepEqual(product(kernels), want);
      }
    }
  }));

Deno.test("Kernels.useThreads() takes 64 at most, and refuses what is no count", () =>
  onEach((kernels) => {
    assert.equal(kernels.useThreads(kernels.engine === "native" ? 1000 : 2), kernels.threads);
    assert(kernels.threads <= 64);
    for (const threads of [0, -1, 1.5, NaN]) {
      assert.throws(() => kernels.useThreads(threads), (error: unknown) => isWeftError(error, "InvalidArgument"));
    }
    kernels.useThreads(1);
  }));

Deno.test("Kernels opened, closed and opened again compute the same", () => {
  for (const engine of ENGINES) {
    const results = [1, 2, 3].map((threads) => {
      const { kernels } = openKernels({ engine, threads });
      const found = product(kernels);
      kernels.close();
      kernels.close();
      return found;
    });
    assert.deepEqual(results[1], results[0]);
    assert.deepEqual(results[2], results[0]);
  }
});

Deno.test("Kernels that were closed refuse to run, and to give memory", () => {
  for (const engine of ENGINES) {
    const { kernels } = openKernels({ engine, threads: 1 });
    const block = kernels.alloc(4);
    kernels.close();
    const uses = [
      () => kernels.run(OP.activationBackward, [0, 0, 0, 0, 0, 0], false),
      () => kernels.useThreads(2),
      () => kernels.alloc(4),
    ];
    for (const use of uses) {
      assert.throws(use, (error: unknown) => isWeftError(error, "Failed") && /that were closed/.test(error.message));
    }
    kernels.free(block);
  }
});

Deno.test("Kernels.run() refuses a number that is no kernel's", () =>
  onEach((kernels) => {
    for (const op of [-1, Object.keys(OP).length, 1.5, NaN]) {
      assert.throws(() => kernels.run(op, [], false), { tag: "InvalidArgument", message: /the number of a kernel/ });
    }
  }));

Deno.test("Kernels.run() refuses more arguments than kernels read", () =>
  onEach((kernels) => {
    assert.throws(
      () => kernels.run(OP.activationBackward, new Array(33).fill(0), false),
      (error: unknown) => isWeftError(error, "InvalidArgument") && /at most 32 arguments/.test(error.message),
    );
  }));

Deno.test("Kernels of several kinds may be open at once", () => {
  const kinds = ["avx512", "avx2", "neon", "relaxed", "simd"] as const;
  const open = kinds.flatMap((kind) => {
    try {
      const engine = kind === "relaxed" || kind === "simd" ? "wasm" : "native";
      return [openKernels({ engine, kind, threads: 2 }).kernels];
    } catch (error) {
      assert(isWeftError(error, "Failed"));
      assert.match(error.message, new RegExp(`a processor without '${kind}'`));
      return [];
    }
  });
  assert(open.length >= 3);
  for (let round = 0; round < 3; round++) {
    const [first, ...others] = open.map(product);
    for (const other of others) {
      assert.equal(other.length, first!.length);
      other.forEach((value, i) => assert(Math.abs(value - first![i]!) < 1e-3));
    }
  }
  for (const kernels of open) kernels.close();
});

Deno.test("Kernels of several JavaScript threads of one process run at the same time", async () => {
  const { kernels } = openKernels({ engine: "native", threads: 2 });
  const want = product(kernels);
  const program = new URL("programs/products.ts", import.meta.url);
  const workers = Array.from({ length: 3 }, () => new Worker(program, { type: "module" }));
  const answers = workers.map((worker) =>
    new Promise<string>((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
    })
  );
  for (let round = 0; round < 15; round++) assert.deepEqual(product(kernels), want);
  assert.deepEqual(new Set(await Promise.all(answers)), new Set(["same"]));
  for (const worker of workers) worker.terminate();
  assert.deepEqual(product(kernels), want);
  kernels.close();
});
