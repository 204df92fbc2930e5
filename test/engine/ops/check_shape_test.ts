import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { Csr } from "../../../src/data/csr.ts";
import { edgeStructure, type Engine, type Tensor } from "../../../src/engine/mod.ts";
import { appnp } from "../../../src/engine/ops/appnp.ts";
import { attentionWeights } from "../../../src/engine/ops/attention_weights.ts";
import { batchNorm } from "../../../src/engine/ops/batch_norm.ts";
import { biasRows } from "../../../src/engine/ops/bias_rows.ts";
import { dense } from "../../../src/engine/ops/dense.ts";
import { infoNceOp } from "../../../src/engine/ops/info_nce.ts";
import { isometryOp } from "../../../src/engine/ops/isometry.ts";
import { mixedProduct } from "../../../src/engine/ops/mixed_product.ts";
import { nearestPrototypeOp } from "../../../src/engine/ops/nearest_prototype.ts";
import { nuclearNormOp } from "../../../src/engine/ops/nuclear_norm.ts";
import { sage } from "../../../src/engine/ops/sage.ts";
import { sample } from "../../../src/engine/ops/sample.ts";
import { unitRows } from "../../../src/engine/ops/unit_rows.ts";
import { weightedSum } from "../../../src/engine/ops/weighted_sum.ts";
import { engines, normalTensor, randomOperator } from "../helpers.ts";

Deno.test("dense(), sage() and batchNorm() refuse weights of other shapes, larger ones too", async () => {
  const rng = new Rng(1);
  const operator = randomOperator(rng, 5);
  const form = { relu: true, normalize: false };
  for (const engine of await engines()) {
    const make = (...shape: number[]) => normalTensor(engine, rng, shape);
    const [x, taller, w, larger, bias, longer] = [make(5, 3), make(6, 3), make(3, 4), make(4, 4), make(4), make(9)];
    const calls = [
      () => dense(engine, { x: x!, weight: larger!, bias: bias! }),
      () => dense(engine, { x: x!, weight: w!, bias: longer! }),
      () => dense(engine, { x: [x!, x!], weight: w! }),
      () => dense(engine, { x: [x!, taller!], weight: make(6, 4) }),
      () => sage(engine, { x: x! }, { neighbor: larger!, self: w!, bias: bias! }, operator, form),
      () => sage(engine, { x: x! }, { neighbor: w!, self: larger!, bias: bias! }, operator, form),
      () => sage(engine, { x: x! }, { neighbor: w!, self: w!, bias: longer! }, operator, form),
    ];
    const running = { means: engine.tf.variable(make(3)), variances: engine.tf.variable(make(3)) };
    const norm = { training: true, epsilon: 1e-3, momentum: 0.1 };
    calls.push(() => batchNorm(engine, { x: x!, gamma: longer!, beta: make(3) }, running, norm));
    for (const call of calls) {
      assert.throws(() => engine.run(call), { tag: "Misaligned", message: /of shape \[/ }, `${call} on ${engine.name}`);
    }
    engine.tf.dispose([x!, taller!, w!, larger!, bias!, longer!]);
  }
});

type Call = (engine: Engine, make: (...shape: number[]) => Tensor) => Tensor;
const operator = randomOperator(new Rng(2), 5);
const [indptr, indices] = [Int32Array.of(0, 1, 2, 3, 4, 5), Int32Array.of(1, 2, 3, 4, 0)];
const structure = edgeStructure(new Csr({ shape: [5, 5], indptr, indices, data: new Float32Array(5) }));
const walk = { alpha: 0.1, steps: 2 };
const contrast = { temperature: 0.5, block: 4 };
const classes = new Int32Array(5);

/** Calls with a tensor that does not fit the others, or is none of rows and columns, and what the error says of it. */
const REFUSED: readonly (readonly [RegExp, Call])[] = [
  [/logVar of shape \[5,3\]/, (e, make) => sample(e, { mean: make(5, 3), logVar: make(5, 4) }, make(5, 3))],
  [/noise of shape \[5,3\]/, (e, make) => sample(e, { mean: make(5, 3), logVar: make(5, 3) }, make(6, 3))],
  [/x of rows and columns/, (e, make) => unitRows(e, make(5))],
  [/at least one input/, (e, make) => weightedSum(e, make(5, 0), [])],
  [/inputs of shape \[5,3\]/, (e, make) => weightedSum(e, make(5, 2), [make(5, 3), make(5, 4)])],
  [/weights of shape \[5,2\]/, (e, make) => weightedSum(e, make(5, 3), [make(5, 3), make(5, 3)])],
  [/inputs of shape \[5,3\]/, (e, make) => attentionWeights(e, [make(5, 3), make(4, 3)], make(3))],
  [/numbers of u to have length 3/, (e, make) => attentionWeights(e, [make(5, 3), make(5, 3)], make(4, 1))],
  [/x of rows and columns/, (e, make) => biasRows(e, make(5, 3, 2), make(3), {})],
  [/bias of shape \[3\]/, (e, make) => biasRows(e, make(5, 3), make(4), {})],
  [/x of rows and columns/, (e, make) => appnp(e, operator, make(5), walk)],
  [/x of shape \[5,3\]/, (e, make) => appnp(e, operator, make(6, 3), walk)],
  [/prototypes of rows and columns/, (e, make) => nearestPrototypeOp(e, make(5, 2), make(2))],
  [/products of shape \[5,2\]/, (e, make) => nearestPrototypeOp(e, make(5, 3), make(2, 3))],
  [/a of rows and columns/, (e, make) => infoNceOp(e, make(5), make(5), contrast)],
  [/b of shape \[5,3\]/, (e, make) => infoNceOp(e, make(5, 3), make(5, 4), contrast)],
  [/matrix of rows and columns/, (e, make) => nuclearNormOp(e, make(5))],
  [/u of rows and columns/, (e, make) => isometryOp(e, make(5), make(5, 2), classes)],
  [/v of shape \[5,2\]/, (e, make) => isometryOp(e, make(5, 3), make(6, 2), classes)],
  [/learned to have length 1/, (e, make) => {
    const factors = { fixed: make(1), learned: make(2), all: make(1) };
    return mixedProduct(e, { operator, structure }, { values: make(5), x: make(5, 3), ...factors });
  }],
  [/rows of S to have length 5/, (e, make) => {
    const graphs = { operator: randomOperator(new Rng(3), 4, 5), structure };
    return mixedProduct(e, graphs, { values: make(5), x: make(5, 3), fixed: make(1), learned: make(1), all: make(1) });
  }],
];

Deno.test("every op refuses tensors that do not fit each other, and says which, on every engine", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(4);
    const make = (...shape: number[]) => normalTensor(engine, rng, shape);
    for (const [message, call] of REFUSED) {
      assert.throws(() => engine.run(() => void call(engine, make)), { tag: "Misaligned", message }, `${engine.name}`);
    }
  }
});
