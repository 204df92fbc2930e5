// deno-lint-ignore-file camelcase -- names as the reference files have them
import { Rng } from "../../../../src/core/rng.ts";
import { type Engine, type SparseOperator, sparseOperator, type Tensor } from "../../../../src/engine/mod.ts";
import { gcn } from "../../../../src/engine/ops/gcn.ts";
import { unitRows } from "../../../../src/engine/ops/unit_rows.ts";
import { ParameterSet, SageConv, type Weights } from "../../../../src/nn/mod.ts";
import type { Answer, OpCase } from "./op_case.ts";

interface Form {
  readonly activation: "none" | "relu";
  readonly normalize: boolean;
}

/** Layers along a graph, and division of rows by their length. */
export const layers: Readonly<Record<string, Answer>> = {
  sage_mean: sage({ activation: "none", normalize: false }),
  sage_mean_l2: sage({ activation: "none", normalize: true }),
  sage_mean_relu_l2: sage({ activation: "relu", normalize: true }),
  row_l2: (op, engine) => ofRows(op, engine, (x) => unitRows(engine, x)),
  row_l2_grad: (op, engine) => ofRows(op, engine, (x) => unitRows(engine, x)),
  gcn_conv(op, engine) {
    const operator = sparseOperator(op.csr("in/graph", 12));
    const inputs = ["in/x", "in/w", "in/bias"];
    const found = engine.run(() => {
      const { tf } = engine;
      const tensors = inputs.map((name) => op.tensor(engine, name));
      const apply = (x: Tensor, weight: Tensor, bias: Tensor) => gcn(engine, x, { weight, bias }, operator);
      const score = (...all: [Tensor, Tensor, Tensor]) => tf.sum(tf.mul(apply(...all), op.tensor(engine, "gy/y")));
      return [apply(...tensors as [Tensor, Tensor, Tensor]), ...tf.grads(score as never)(tensors as never)]
        .map((tensor) => (tensor as Tensor).dataSync().slice());
    });
    ["out/y", "grad/x", "grad/w", "grad/bias"].forEach((name, i) => op.compare(name, found[i]!));
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

/** One op on a tensor `in/x`: its result, and its gradient where the case has one. */
function ofRows(op: OpCase, engine: Engine, apply: (x: Tensor) => Tensor): void {
  const [y, gradient] = engine.run(() => {
    const { tf } = engine;
    const x = op.tensor(engine, "in/x");
    const result = apply(x).dataSync().slice();
    if (op.array("gy/y") === undefined) return [result];
    const score = (rows: Tensor) => tf.sum(tf.mul(apply(rows), op.tensor(engine, "gy/y")));
    return [result, tf.grad(score as never)(x).dataSync().slice()];
  });
  op.compare("out/y", y!);
  if (gradient) op.compare("grad/x", gradient);
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
