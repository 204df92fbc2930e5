import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import type { Engine } from "../../src/engine/mod.ts";
import { ClassStatistics, type ClassStatisticsOptions, ParameterSet } from "../../src/nn/mod.ts";
import { assertClose, engines, normals } from "../engine/helpers.ts";

const WIDTH = 5;

function classesOf(engine: Engine, options: Partial<ClassStatisticsOptions> = {}) {
  const parameters = new ParameterSet(engine);
  return {
    parameters,
    classes: new ClassStatistics(engine, parameters, "c", { nClasses: 3, width: WIDTH, ...options }),
  };
}

function see(engine: Engine, classes: ClassStatistics, rows: Float32Array, labels: readonly number[]): void {
  engine.run(() => {
    const x = engine.tensor(rows, [labels.length, WIDTH]);
    classes.assign(classes.updated(x, engine.tf.tensor1d([...labels], "int32")));
  });
}

/** Mean and biased variance of the rows of a class, in float64. */
function moments(rows: Float32Array, labels: readonly number[], of: number) {
  const members = labels.flatMap((label, i) => label === of ? [i] : []);
  const column = (j: number) => members.map((i) => rows[i * WIDTH + j]!);
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const means = Array.from({ length: WIDTH }, (_, j) => mean(column(j)));
  return { count: members.length, means, variances: means.map((mu, j) => mean(column(j).map((x) => (x - mu) ** 2))) };
}

Deno.test("ClassStatistics of several batches are those of all rows at once, classes that are absent for a while too", async () => {
  const rng = new Rng(5);
  const batches = [[0, 1, 0, 1, 0, 0, 1], [2, 2, 0, 2, 1], [1], [0, 2, 2, 2, 2, 2, 0, 0]];
  const rows = batches.map((labels) => normals(rng, labels.length * WIDTH).map((value) => 30 + value));
  const all = { rows: Float32Array.from(rows.flatMap((values) => [...values])), labels: batches.flat() };
  for (const engine of await engines()) {
    const { parameters, classes } = classesOf(engine);
    batches.forEach((labels, b) => see(engine, classes, rows[b]!, labels));
    const { counts, means, variances } = await classes.read();
    for (const k of [0, 1, 2]) {
      const want = moments(all.rows, all.labels, k);
      const own = (values: Float32Array) => values.subarray(k * WIDTH, (k + 1) * WIDTH);
      assert.equal(counts[k], want.count);
      assertClose(own(means), want.means, 1e-6, "means");
      assertClose(own(variances), want.variances, 2e-5, "variances");
    }
    parameters.dispose();
  }
});

Deno.test("ClassStatistics keeps the digits of a class that is tight and far from the origin", async () => {
  const rows = Float32Array.from({ length: 40 * WIDTH }, (_, i) => 1000 + (i % 2 === 0 ? 0.25 : -0.25));
  for (const engine of await engines()) {
    const { parameters, classes } = classesOf(engine);
    see(engine, classes, rows, Array(40).fill(1));
    const { variances } = await classes.read();
    assertClose(variances.subarray(WIDTH, 2 * WIDTH), Array(WIDTH).fill(0.0625), 1e-6);
    parameters.dispose();
  }
});

Deno.test("ClassStatistics leaves a class without rows as it is, at first at 0", async () => {
  for (const engine of await engines()) {
    const { parameters, classes } = classesOf(engine);
    see(engine, classes, normals(new Rng(1), 2 * WIDTH), [0, 0]);
    const first = await classes.read();
    assert.deepEqual([...first.counts], [2, 0, 0]);
    assert(first.means.subarray(WIDTH).every((value) => value === 0));
    assert([...first.means, ...first.variances].every(Number.isFinite));
    see(engine, classes, normals(new Rng(2), 2 * WIDTH), [1, 1]);
    const second = await classes.read();
    assert.deepEqual(second.means.subarray(0, WIDTH), first.means.subarray(0, WIDTH));
    assert.deepEqual(second.variances.subarray(0, WIDTH), first.variances.subarray(0, WIDTH));
    parameters.dispose();
  }
});

Deno.test("ClassStatistics cuts counts down after an update, so that later rows weigh more", async () => {
  const [low, high] = [0, 1].map((value) => new Float32Array(4 * WIDTH).fill(value));
  for (const engine of await engines()) {
    const means = async (maxCount: number) => {
      const { parameters, classes } = classesOf(engine, { maxCount });
      for (const rows of [low!, low!, high!]) see(engine, classes, rows, [0, 0, 0, 0]);
      const { counts, means } = await classes.read();
      parameters.dispose();
      return [counts[0]!, means[0]!];
    };
    assertClose(await means(Infinity), [12, 1 / 3], 1e-6);
    // Two batches of 4 are cut to 6, so the third has 4 of 10.
    assertClose(await means(6), [6, 0.4], 1e-6);
  }
});

Deno.test("ClassStatistics is a buffer that is saved and not trained, forgets on reset, and updated() changes nothing", async () => {
  for (const engine of await engines()) {
    const { parameters, classes } = classesOf(engine);
    assert.deepEqual([...parameters.trainable.keys()], []);
    const rows = normals(new Rng(1), 3 * WIDTH);
    engine.run(() => classes.updated(engine.tensor(rows, [3, WIDTH]), engine.tf.tensor1d([0, 1, 2], "int32")));
    assert((await classes.read()).counts.every((count) => count === 0));
    see(engine, classes, rows, [0, 1, 2]);
    assert.deepEqual((await parameters.save()).get("c")!.shape, [3, 1 + 2 * WIDTH]);
    assert.deepEqual([...(await classes.read()).counts], [1, 1, 1]);
    classes.reset();
    const { counts, means, variances } = await classes.read();
    assert([...counts, ...means, ...variances].every((value) => value === 0));
    parameters.dispose();
  }
});

Deno.test("ClassStatistics lets no gradient through, and leaves no tensor behind", async () => {
  for (const engine of await engines()) {
    const { parameters, classes } = classesOf(engine);
    const x = engine.tensor(normals(new Rng(1), 4 * WIDTH), [4, WIDTH]);
    const before = engine.nTensors;
    const gradient = engine.run(() => {
      const { tf } = engine;
      const labels = tf.tensor1d([0, 1, 2, 0], "int32");
      const score = (z: never) => tf.add(tf.sum(z), tf.sum(classes.deviations(classes.updated(z, labels))));
      return tf.grad(score as never)(x as never).dataSync().slice();
    });
    assert(gradient.every((value) => value === 1), `${engine.name}: ${gradient}`);
    assert.equal(engine.nTensors, before);
    x.dispose();
    parameters.dispose();
  }
});

Deno.test("ClassStatistics are the same bytes on any number of threads", async () => {
  const nRows = 20_000;
  const rng = new Rng(9);
  const rows = normals(rng, nRows * WIDTH), labels = Array.from({ length: nRows }, () => rng.integer(3));
  for (const engine of await engines()) {
    if (!engine.backend) continue;
    const { kernels } = engine.backend, { threads } = kernels;
    const results = [];
    for (const n of [1, 2, 4]) {
      kernels.useThreads(n);
      const { parameters, classes } = classesOf(engine);
      see(engine, classes, rows, labels);
      results.push(await classes.read());
      parameters.dispose();
    }
    kernels.useThreads(threads);
    for (const other of results) assert.deepEqual(other, results[0]);
  }
});

Deno.test("ClassStatistics refuses numbers that are none", async () => {
  for (const engine of await engines()) {
    for (const options of [{ nClasses: 0 }, { width: 1.5 }, { maxCount: 0 }, { maxCount: NaN }]) {
      assert.throws(() => classesOf(engine, options), { tag: "InvalidArgument" });
    }
  }
});
