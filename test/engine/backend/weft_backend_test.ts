import assert from "node:assert/strict";
import { type Engine, openEngine, type Tensor } from "../../../src/engine/mod.ts";
import { COMPILED } from "./held_to_cpu.ts";

const cpu = await openEngine({ engine: "cpu" });

/** Runs a check on every compiled engine, and asserts that it leaves no tensor and no memory behind. */
function onEach(name: string, check: (engine: Engine) => void): void {
  Deno.test(name, () => {
    for (const engine of COMPILED) {
      engine.run(() => undefined);
      const before = [engine.nTensors, engine.backend!.kernels.memory.live];
      check(engine);
      assert.deepEqual([engine.nTensors, engine.backend!.kernels.memory.live], before, engine.name);
    }
  });
}

function vector(engine: Engine, ...values: number[]): Tensor {
  return engine.tensor(Float32Array.from(values), [values.length]);
}

onEach("reading: gives a copy, which outlives the tensor and does not change it", (engine) => {
  const x = vector(engine, 1, 2, 3);
  const read = x.dataSync();
  read[0] = 9;
  assert.deepEqual([...x.dataSync()], [1, 2, 3]);
  x.dispose();
  const y = vector(engine, 7, 7, 7);
  assert.deepEqual([...read], [9, 2, 3]);
  y.dispose();
});

onEach("reshape and clone: share one memory until the last is disposed", (engine) => {
  const x = vector(engine, 1, 2, 3, 4);
  const live = engine.backend!.kernels.memory.live;
  const y = engine.run(() => x.reshape([2, 2]));
  const z = engine.run(() => engine.tf.clone(y));
  assert.equal(engine.backend!.kernels.memory.live, live);
  x.dispose();
  y.dispose();
  assert.deepEqual(z.arraySync(), [[1, 2], [3, 4]]);
  z.dispose();
});

onEach("cast: a float tensor cast to float shares, cast to an integer truncates", (engine) => {
  const { tf } = engine;
  const x = vector(engine, -1.5, 0, 2.7);
  engine.run(() => {
    assert.deepEqual([...x.cast("int32").dataSync()], [-1, 0, 2]);
    assert.deepEqual([...x.cast("int32").cast("float32").add(0.5).dataSync()], [-0.5, 0.5, 2.5]);
    assert.deepEqual([...x.cast("bool").dataSync()], [1, 0, 1]);
    assert.deepEqual([...x.cast("bool").cast("float32").mul(3).dataSync()], [3, 0, 3]);
    assert.equal(tf.cast(x, "float32").sum().dataSync()[0], x.sum().dataSync()[0]);
  });
  x.dispose();
});

onEach("tidy and keep: what is kept or returned stays, all else goes", (engine) => {
  const { tf } = engine;
  let kept: Tensor | undefined;
  const returned = engine.run(() => {
    const x = vector(engine, 1, 2);
    kept = tf.keep(x.add(1));
    return x.mul(2);
  });
  assert.deepEqual([...kept!.dataSync()], [2, 3]);
  assert.deepEqual([...returned.dataSync()], [2, 4]);
  tf.dispose([kept!, returned]);
});

onEach("variable: assign() replaces the memory and frees the old one", (engine) => {
  const { tf } = engine;
  const first = vector(engine, 1, 2, 3);
  const variable = tf.variable(first);
  first.dispose();
  const live = engine.backend!.kernels.memory.live;
  for (let step = 0; step < 5; step++) engine.run(() => variable.assign(variable.mul(2)));
  assert.equal(engine.backend!.kernels.memory.live, live);
  assert.deepEqual([...variable.dataSync()], [32, 64, 96]);
  variable.dispose();
});

onEach("tensors of another engine: move over when an op reads them, whatever their type", (engine) => {
  const { tf } = engine;
  const made = cpu.run(() => [
    tf.keep(tf.tensor1d([1, 2, 3])),
    tf.keep(tf.tensor1d([4, 5, 6], "int32")),
    tf.keep(tf.tensor1d([true, false, true], "bool")),
  ]) as [Tensor, Tensor, Tensor];
  const twin = cpu.run(() => tf.clone(made[0]));
  engine.run(() => {
    const sum = made[0].add(made[1].toFloat()).add(made[2].cast("float32"));
    assert.deepEqual([...sum.dataSync()], [6, 7, 10]);
    assert.deepEqual([...tf.where(made[2], made[0], 0).dataSync()], [1, 0, 3]);
  });
  assert.deepEqual([...twin.dataSync()], [1, 2, 3]);
  const back = cpu.run(() => [...made[0].mul(2).dataSync()]);
  assert.deepEqual(back, [2, 4, 6]);
  tf.dispose([...made, twin]);
});

onEach("flags: are read as zeros and ones, as a tensor and printed", (engine) => {
  const { tf } = engine;
  engine.run(() => {
    const flags = tf.tensor2d([[true, false], [false, true], [true, true]], [3, 2], "bool");
    assert.deepEqual([...flags.dataSync()], [1, 0, 0, 1, 1, 1]);
    assert.deepEqual(flags.arraySync(), [[1, 0], [0, 1], [1, 1]]);
    assert.match(flags.toString(), /true/);
    assert.deepEqual([...tf.logicalNot(flags).dataSync()], [0, 1, 1, 0, 0, 0]);
    // Wider than a word, and not a multiple of one.
    const many = tf.greater(tf.range(0, 1001), 499.5);
    assert.equal(many.sum().dataSync()[0], 501);
  });
});

onEach("strings and complex numbers: go the library's own way", (engine) => {
  const { tf } = engine;
  engine.run(() => {
    assert.deepEqual(tf.tensor1d(["a", "bc"]).arraySync(), ["a", "bc"]);
    const complex = tf.complex([1, 2], [3, 4]);
    assert.deepEqual([...tf.real(complex).dataSync()], [1, 2]);
    assert.deepEqual([...tf.imag(complex).add(1).dataSync()], [4, 5]);
  });
});

onEach("empty tensors: can be made, computed with and read", (engine) => {
  engine.run(() => {
    const x = engine.tensor(new Float32Array(0), [0, 4]);
    assert.deepEqual(x.add(1).exp().shape, [0, 4]);
    assert.deepEqual([...x.sum(0).dataSync()], [0, 0, 0, 0]);
    assert.deepEqual([x.transpose().shape, [...x.transpose().dataSync()]], [[4, 0], []]);
  });
});

onEach("gradients through the library's own tape: nothing is left behind", (engine) => {
  const { tf } = engine;
  const x = vector(engine, 0.5, -1, 2);
  const gradient = engine.run(() => tf.grad((x) => tf.sum(tf.mul(tf.sigmoid(x), tf.relu(x))))(x));
  const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));
  const want = [0.5, -1, 2].map((v) => v > 0 ? sigmoid(v) + v * sigmoid(v) * (1 - sigmoid(v)) : 0);
  gradient.dataSync().forEach((value, i) => assert(Math.abs(value - want[i]!) < 1e-6));
  tf.dispose([x, gradient]);
});

Deno.test("array() and data(): read asynchronously", async () => {
  for (const engine of COMPILED) {
    const x = engine.tensor(Float32Array.of(1, 2, 3, 4), [2, 2]);
    assert.deepEqual(await x.array(), [[1, 2], [3, 4]]);
    assert.deepEqual([...await x.data()], [1, 2, 3, 4]);
    x.dispose();
  }
});

Deno.test("a kernel that refuses its input leaves no memory behind", async () => {
  for (const name of ["native", "wasm"] as const) {
    const engine = await openEngine({ engine: name });
    const { tf } = engine;
    const [x, bad] = engine.run(() => [tf.ones([3, 2]), tf.tensor1d([0, 7], "int32")]);
    const live = engine.memory.live;
    assert.throws(() => engine.run(() => tf.gather(x!, bad as never)));
    assert.equal(engine.memory.live, live, name);
    tf.dispose([x!, bad!]);
  }
});
