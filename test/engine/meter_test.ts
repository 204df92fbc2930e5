import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/mod.ts";
import { openEngine } from "../../src/engine/mod.ts";
import { Meter } from "../../src/engine/backend/meter.ts";
import type { Block } from "../../src/kernels/block.ts";

const ENGINES = [await openEngine({ engine: "native" }), await openEngine({ engine: "wasm" })];

Deno.test("Engine.meter() tells the peak, what is left, and which ops had asked for the memory at the peak", async () => {
  for (const engine of ENGINES) {
    const x = engine.tensor(new Float32Array(100), [100]);
    const { result, reading } = await engine.meter(() => engine.run(() => x.add(x).square().exp()));
    assert.equal(reading.after - reading.before, 400);
    // The sum, its square and the exponential live until the scope ends.
    assert.equal(reading.peak - reading.before, 1200);
    assert.deepEqual([reading.byOp.Add, reading.byOp.Square, reading.byOp.Exp], [400, 400, 400]);
    assert.equal(reading.byOp.before ?? 0, reading.before);
    assert.deepEqual([reading.left, reading.held], [400, 1200]);
    assert.equal(Object.values(reading.byOp).reduce((a, b) => a + b, 0), reading.peak);
    engine.tf.dispose([x, result]);
    assert.equal(engine.memory.live, reading.before - 400);
  }
});

Deno.test("Engine.meter() puts scratch memory down to the op that used it", async () => {
  for (const engine of ENGINES) {
    const x = engine.tensor(new Float32Array(64 * 64), [64, 64]);
    const { result, reading } = await engine.meter(() => engine.run(() => engine.tf.matMul(x as never, x as never)));
    assert(reading.byOp.BatchMatMul! >= 2 * 4 * 64 * 64, `${reading.byOp.BatchMatMul}`);
    assert.equal(reading.after - reading.before, 4 * 64 * 64);
    engine.tf.dispose([x, result]);
  }
});

Deno.test("Engine.meter() awaits work, and ends when it fails", async () => {
  const [engine] = ENGINES;
  const { result } = await engine!.meter(() => Promise.resolve(7));
  assert.equal(result, 7);
  await assert.rejects(engine!.meter(() => Promise.reject(new RangeError("no"))), RangeError);
  assert.equal(engine!.backend!.meter, undefined);
  const waiting = Promise.withResolvers<void>();
  const first = engine!.meter(() => waiting.promise);
  await assert.rejects(engine!.meter(() => 1), (error: unknown) => isWeftError(error, "Failed"));
  waiting.resolve();
  await first;
});

Deno.test("Engine.meter() says which engines count their memory", async () => {
  const cpu = await openEngine({ engine: "cpu" });
  await assert.rejects(cpu.meter(() => 1), (error: unknown) => {
    assert(isWeftError(error, "Unsupported"));
    assert.match(error.message, /engine that counts its memory but found 'cpu'. Open the engine "native" or "wasm"/);
    return true;
  });
  assert(cpu.memory.live >= 0);
});

Deno.test("Engine.memory counts tensors as they come and go; trim() gives back what was kept", () => {
  for (const engine of ENGINES) {
    engine.trim();
    const { live } = engine.memory;
    const x = engine.tensor(new Float32Array(1000), [1000]);
    assert.equal(engine.memory.live, live + 4000);
    assert(engine.memory.peak >= live + 4000);
    x.dispose();
    assert.equal(engine.memory.live, live);
    assert.equal(engine.memory.pooled, 4000);
    engine.trim();
    assert.equal(engine.memory.pooled, 0);
  }
  assert.deepEqual(ENGINES.map(({ memory }) => memory.limit), [Infinity, 2 ** 32]);
});

Deno.test("wasm: memory that is full says how much was asked for and what there is, and the engine goes on", () => {
  const engine = ENGINES[1]!;
  const { kernels } = engine.backend!;
  const blocks: Block[] = [];
  // Blocks are not touched, so that no memory of the machine is taken.
  const fill = () => {
    for (let i = 0; i < 5; i++) blocks.push(kernels.alloc(2 ** 28));
  };
  assert.throws(fill, (error: unknown) => {
    assert(isWeftError(error, "Failed"), `${error}`);
    assert.match(error.message, /1073741824 bytes more but found \d+ bytes in use, of 4294967296 at most. Use native/);
    return true;
  });
  assert.equal(blocks.length, 3);
  for (const block of blocks) kernels.free(block);
  engine.trim();
  assert.equal(engine.run(() => engine.tf.fill([10], 2).sum().dataSync()[0]), 20);
});

Deno.test("Meter: what was there before and goes is no longer part of a later peak", () => {
  const block = (length: number) => ({ length }) as Block;
  let live = 400;
  const meter = new Meter(() => live);
  const old = block(100);
  live -= 400;
  meter.freed(old);
  meter.during("A", () => {
    live += 800;
    meter.taken(block(200));
  });
  assert.deepEqual(meter.reading, { before: 400, after: 800, peak: 800, left: 800, held: 800, byOp: { A: 800 } });
});

Deno.test("Meter: blocks of one length are reused, those of different lengths are not", () => {
  const block = (length: number) => ({ length }) as Block;
  const meter = new Meter(() => 0);
  for (let step = 0; step < 3; step++) {
    const [a, b, c] = [block(10), block(10), block(30)];
    for (const one of [a, b, c]) meter.taken(one);
    for (const one of [a, b, c]) meter.freed(one);
  }
  const { left, held } = meter.reading;
  assert.deepEqual([left, held], [0, 4 * (10 + 10 + 30)]);
});
