import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../../src/core/mod.ts";
import type { EdgeStructure, Engine, Tensor } from "../../../src/engine/mod.ts";
import { mixedProductComposite } from "../../../src/engine/composite/mixed_product.ts";
import { type MixedGraphs, mixedProduct } from "../../../src/engine/ops/mixed_product.ts";
import { assertDifferences } from "../differences.ts";
import { randomEdges, randomStructure } from "../edges.ts";
import { assertTwins, engines, normalTensor, randomOperator, valueAndGradients } from "../helpers.ts";

type Op = (engine: Engine, graphs: MixedGraphs, tensors: Parameters<typeof mixedProduct>[2]) => Tensor;

/** Values, rows, and the three factors. */
function operands(engine: Engine, rng: Rng, structure: EdgeStructure, width: number): Tensor[] {
  const one = () => normalTensor(engine, rng, [1]);
  return [
    normalTensor(engine, rng, [structure.nValues]),
    normalTensor(engine, rng, [structure.nCols, width]),
    one(),
    one(),
    one(),
  ];
}

const applied = (op: Op, engine: Engine, graphs: MixedGraphs) => (...inputs: Tensor[]) => {
  const [values, x, fixed, learned, all] = inputs as [Tensor, Tensor, Tensor, Tensor, Tensor];
  return op(engine, graphs, { values, x, fixed, learned, all });
};

Deno.test("mixedProduct() equals its composite in value and every gradient", async () => {
  for (const engine of await engines()) {
    for (const [nNodes, width] of [[1, 1], [2, 50], [5, 3], [24, 16], [40, 67]] as const) {
      const rng = new Rng(nNodes);
      for (const structure of [randomEdges(rng, nNodes).structure, randomStructure(rng, nNodes)]) {
        const graphs = { operator: randomOperator(rng, nNodes), structure };
        const inputs = operands(engine, rng, structure, width);
        const [fused, twin] = [mixedProduct, mixedProductComposite].map((op) => applied(op, engine, graphs));
        assertTwins(engine, inputs, fused!, twin!, rng);
        engine.tf.dispose(inputs);
      }
    }
  }
});

Deno.test("mixedProduct() sums two sparse products and the column sums", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(4);
    const { structure } = randomEdges(rng, 7);
    const operator = randomOperator(rng, 7);
    const inputs = operands(engine, rng, structure, 2);
    const [values, x, ...factors] = inputs.map((tensor) => tensor.dataSync() as Float32Array) as [
      Float32Array,
      Float32Array,
      ...Float32Array[],
    ];
    const [fixed, learned, all] = factors.map((factor) => factor[0]!) as [number, number, number];
    const want = new Float64Array(14);
    for (let i = 0; i < 7; i++) {
      for (let f = 0; f < 2; f++) {
        const { forward } = operator;
        for (let p = forward.indptr[i]!; p < forward.indptr[i + 1]!; p++) {
          want[2 * i + f]! += fixed * forward.values[p]! * x[2 * forward.indices[p]! + f]!;
        }
        const { indptr, indices, places } = structure.forward;
        for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
          want[2 * i + f]! += learned * values[places![p]!]! * x[2 * indices[p]! + f]!;
        }
        for (let j = 0; j < 7; j++) want[2 * i + f]! += all * x[2 * j + f]!;
      }
    }
    const got = engine.run(() => applied(mixedProduct, engine, { operator, structure })(...inputs).dataSync().slice());
    got.forEach((value, i) => assert(Math.abs(value - want[i]!) < 1e-5 * Math.max(1, Math.abs(want[i]!))));
    engine.tf.dispose(inputs);
  }
});

Deno.test("mixedProduct() gradients agree with differences", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(9);
    for (const structure of [randomStructure(rng, 5), randomEdges(rng, 5).structure]) {
      const graphs = { operator: randomOperator(rng, 5), structure };
      const inputs = operands(engine, rng, structure, 3);
      assertDifferences(engine, inputs, applied(mixedProduct, engine, graphs), rng);
      engine.tf.dispose(inputs);
    }
  }
});

Deno.test("mixedProduct() gives the same bytes on 1, 2 and 4 threads", async () => {
  const engine = (await engines())[0]!;
  const { kernels } = engine.backend!;
  const rng = new Rng(1);
  const structure = randomStructure(rng, 3000);
  const graphs = { operator: randomOperator(rng, 3000), structure };
  const inputs = operands(engine, rng, structure, 64);
  const before = kernels.threads;
  const found = [1, 2, 4].map((threads) => {
    kernels.useThreads(threads);
    const score = (...all: Tensor[]) => engine.tf.sum(engine.tf.square(applied(mixedProduct, engine, graphs)(...all)));
    return valueAndGradients(engine, inputs, score);
  });
  kernels.useThreads(before);
  assert.deepEqual(found[1], found[0]);
  assert.deepEqual(found[2], found[0]);
  engine.tf.dispose(inputs);
});

Deno.test("mixedProduct() leaves neither tensor nor memory behind, and refuses rows that do not fit the graph", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(2);
    const { structure } = randomEdges(rng, 6);
    const op = applied(mixedProduct, engine, { operator: randomOperator(rng, 6), structure });
    const inputs = operands(engine, rng, structure, 2);
    const alive = engine.nTensors, live = engine.backend?.kernels.memory.live;
    const once = () => valueAndGradients(engine, inputs, (...all) => engine.tf.sum(op(...all)));
    once();
    const constants = engine.backend?.kernels.memory.live;
    once();
    assert.equal(engine.nTensors, alive);
    assert.equal(engine.backend?.kernels.memory.live, constants, `${live} before the constants of the graphs`);
    const long = normalTensor(engine, rng, [7, 2]);
    const [values, _, ...factors] = inputs as [Tensor, Tensor, Tensor];
    assert.throws(
      () => engine.run(() => op(values, long, ...factors)),
      (error) => isWeftError(error, "Misaligned") && /x of 6 rows/.test(error.message),
    );
    engine.tf.dispose([...inputs, long]);
  }
});
