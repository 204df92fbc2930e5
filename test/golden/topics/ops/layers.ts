// deno-lint-ignore-file camelcase -- names as the reference files have them
import { Rng } from "../../../../src/core/rng.ts";
import { type Engine, type SparseOperator, sparseOperator, type Tensor } from "../../../../src/engine/mod.ts";
import { ParameterSet, SageConv, type Weights } from "../../../../src/nn/mod.ts";
import { Csr } from "../../../../src/data/csr.ts";
import type { Answer, OpCase } from "./op_case.ts";

interface Form {
  readonly activation: "none" | "relu";
  readonly normalize: boolean;
}

/** SAGE layers, and row normalisation as the SAGE layer whose weights change nothing. */
export const layers: Readonly<Record<string, Answer>> = {
  sage_mean: sage({ activation: "none", normalize: false }),
  sage_mean_l2: sage({ activation: "none", normalize: true }),
  sage_mean_relu_l2: sage({ activation: "relu", normalize: true }),
  row_l2: (op, engine) => op.compare("out/y", normalised(op, engine).y),
  row_l2_grad(op, engine) {
    const { y, x } = normalised(op, engine);
    op.compare("out/y", y);
    op.compare("grad/x", x);
  },
};

function sage(form: Form): Answer {
  return (op, engine) => {
    const [nOut, nIn] = op.array("in/wl").shape as [number, number];
    const weights = new Map<string, Weights>([
      ["layer.neighbor.weight", turned(op.floats("in/wl"), nOut, nIn)],
      ["layer.self.weight", turned(op.floats("in/wr"), nOut, nIn)],
      ["layer.neighbor.bias", { shape: [nOut], data: op.floats("in/bl") }],
    ]);
    const found = differentiate(op, engine, sparseOperator(op.csr("in/graph", 12)), weights, form);
    op.compare("out/y", found.y);
    op.compare("grad/x", found.x);
    op.compare("grad/wl", turned(found.gradients.get("layer.neighbor.weight")!, nIn, nOut).data);
    op.compare("grad/wr", turned(found.gradients.get("layer.self.weight")!, nIn, nOut).data);
    op.compare("grad/bl", found.gradients.get("layer.neighbor.bias")!);
  };
}

function normalised(op: OpCase, engine: Engine): Found {
  const [nRows, width] = op.array("in/x").shape as [number, number];
  const identity = new Float32Array(width * width);
  for (let j = 0; j < width; j++) identity[j * width + j] = 1;
  const weights = new Map<string, Weights>([
    ["layer.neighbor.weight", { shape: [width, width], data: new Float32Array(width * width) }],
    ["layer.self.weight", { shape: [width, width], data: identity }],
    ["layer.neighbor.bias", { shape: [width], data: new Float32Array(width) }],
  ]);
  const none = { indptr: new Int32Array(nRows + 1), indices: new Int32Array(0), data: new Float32Array(0) };
  const operator = sparseOperator(new Csr({ shape: [nRows, nRows], ...none }));
  return differentiate(op, engine, operator, weights, { activation: "none", normalize: true });
}

interface Found {
  readonly y: Float32Array;
  readonly x: Float32Array;
  readonly gradients: ReadonlyMap<string, Float32Array>;
}

function differentiate(
  op: OpCase,
  engine: Engine,
  operator: SparseOperator,
  weights: ReadonlyMap<string, Weights>,
  form: Form,
): Found {
  const [nIn, nOut] = weights.get("layer.self.weight")!.shape as [number, number];
  const parameters = new ParameterSet(engine);
  const layer = new SageConv(engine, parameters, "layer", { nIn, nOut, rng: new Rng(0), ...form });
  parameters.load(weights);
  const found = engine.run(() => {
    const { tf } = engine;
    const x = op.tensor(engine, "in/x");
    const apply = (rows: Tensor) => layer.apply({ x: rows }, operator);
    const read = (tensor: Tensor) => tensor.dataSync().slice() as Float32Array;
    const y = read(apply(x));
    if (op.array("gy/y") === undefined) return { y, x: new Float32Array(0), gradients: new Map() };
    const upstream = op.tensor(engine, "gy/y");
    const score = (rows: Tensor) => tf.sum(tf.mul(apply(rows), upstream));
    const ofX = read(tf.grad(score as never)(x));
    const { grads } = tf.variableGrads(() => score(x) as never);
    const gradients = [...parameters.trainable].map(([name, { name: key }]) => [name, read(grads[key]!)] as const);
    return { y, x: ofX, gradients: new Map(gradients) };
  });
  parameters.dispose();
  return found;
}

function turned(data: Float32Array, nRows: number, nCols: number): Weights {
  const out = new Float32Array(data.length);
  for (let i = 0; i < nRows; i++) for (let j = 0; j < nCols; j++) out[j * nRows + i] = data[i * nCols + j]!;
  return { shape: [nCols, nRows], data: out };
}
