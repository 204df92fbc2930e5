import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../src/core/mod.ts";
import { Csr } from "../../src/data/csr.ts";
import { openEngine, sparseOperator } from "../../src/engine/mod.ts";
import { engines, randomOperator } from "./helpers.ts";

Deno.test("openEngine() takes native code by itself and says why", async () => {
  const engine = await openEngine();
  assert.equal(engine.name, "native");
  assert.equal(engine.threads, navigator.hardwareConcurrency);
  assert.match(engine.why, /native code, the fastest engine/);
});

Deno.test("openEngine() takes the engine that is named", async () => {
  assert.equal((await openEngine({ engine: "cpu" })).name, "cpu");
  assert.match((await openEngine({ engine: "cpu" })).why, /asked for by name/);
  assert.match((await openEngine({ engine: "wasm" })).why, /asked for by name/);
});

Deno.test("openEngine() refuses an unknown engine with the names it knows", async () => {
  await assert.rejects(openEngine({ engine: "gpu" as never }), (error: unknown) => {
    assert(isWeftError(error, "InvalidArgument"));
    assert.match(
      error.message,
      /engine to be one of 'auto', 'native', 'wasm', 'cpu', 'webgpu', 'tensorflow' but found 'gpu'/,
    );
    return true;
  });
});

Deno.test("openEngine() prints nothing, not even on the first use of a backend", async () => {
  const printed: unknown[] = [];
  const record = (...all: unknown[]) => void printed.push(all);
  const real = globalThis.console;
  globalThis.console = { ...real, warn: record, log: record, info: record, error: record };
  try {
    const engine = await openEngine({ engine: "cpu" });
    engine.run(() => engine.tensor(new Float32Array(4), [2, 2]).square().dataSync());
  } finally {
    globalThis.console = real;
  }
  assert.deepEqual(printed, []);
});

Deno.test("Engine.run() frees what it made, keeps what it returns, and lets engines take turns", async () => {
  const [wasm, cpu] = await engines();
  const before = wasm!.nTensors;
  for (let turn = 0; turn < 3; turn++) {
    for (const engine of [wasm!, cpu!]) {
      const kept = engine.run(() => {
        assert.match(engine.tf.getBackend(), new RegExp(`${engine.name}$`));
        const x = engine.tensor(new Float32Array([1, 2, 3]), [3]);
        return engine.tf.square(engine.tf.add(x, turn));
      });
      assert.equal(wasm!.nTensors, before + 1);
      assert.deepEqual([...kept.dataSync()], [1, 2, 3].map((value) => (value + turn) ** 2));
      kept.dispose();
    }
  }
  assert.equal(wasm!.nTensors, before);
});

Deno.test("Engine.tensor() copies, so that the array may change afterwards", async () => {
  for (const engine of await engines()) {
    const data = new Float32Array([1, 2]);
    const tensor = engine.tensor(data, [2]);
    data[0] = 7;
    assert.deepEqual([...tensor.dataSync()], [1, 2]);
    tensor.dispose();
  }
});

Deno.test("sparseOperator() transposes: the same entries, by column, rows rising", () => {
  for (let seed = 0; seed < 20; seed++) {
    const rng = new Rng(seed);
    const [nRows, nCols] = [1 + rng.integer(12), 1 + rng.integer(12)];
    const { forward, backward } = randomOperator(rng, nRows, nCols);
    assert.deepEqual([backward.nRows, backward.nCols], [nCols, nRows]);
    const entries = new Map<string, number>();
    for (let i = 0; i < nRows; i++) {
      for (let p = forward.indptr[i]!; p < forward.indptr[i + 1]!; p++) {
        entries.set(`${i},${forward.indices[p]}`, forward.values[p]!);
      }
    }
    let last = -1;
    for (let j = 0; j < nCols; j++) {
      last = -1;
      for (let p = backward.indptr[j]!; p < backward.indptr[j + 1]!; p++) {
        const i = backward.indices[p]!;
        assert(i > last);
        last = i;
        assert.equal(entries.get(`${i},${j}`), backward.values[p]);
        entries.delete(`${i},${j}`);
      }
    }
    assert.equal(entries.size, 0);
  }
});

Deno.test("sparseOperator() takes integer and float64 weights and does not share them", () => {
  const parts = { shape: [2, 2] as const, indptr: new Int32Array([0, 1, 2]), indices: new Int32Array([1, 0]) };
  const weights = new Float64Array([0.5, 2]);
  const { forward } = sparseOperator(new Csr({ ...parts, data: weights }));
  assert(forward.values instanceof Float32Array);
  assert.deepEqual([...forward.values], [0.5, 2]);
  const whole = sparseOperator(new Csr({ ...parts, data: new Int32Array([3, 4]) }));
  assert.deepEqual([...whole.forward.values], [3, 4]);
});

Deno.test("sparseOperator() refuses weights that are not finite", () => {
  const data = new Float32Array([1, NaN]);
  const indptr = new Int32Array([0, 1, 2]), indices = new Int32Array([1, 0]);
  assert.throws(() => sparseOperator(new Csr({ shape: [2, 2], indptr, indices, data })), (error: unknown) => {
    assert(isWeftError(error, "BadValues"));
    assert.match(error.message, /finite edge weights but found NaN in entry 1/);
    return true;
  });
});
