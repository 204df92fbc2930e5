// deno-lint-ignore-file camelcase -- names as the reference files have them
import { batchNorm } from "../../../../src/engine/ops/batch_norm.ts";
import { reverseGradient } from "../../../../src/engine/ops/reverse_gradient.ts";
import type { Engine, Tensor } from "../../../../src/engine/mod.ts";
import { softmaxCrossEntropy } from "../../../../src/loss/mod.ts";
import { Dropout } from "../../../../src/nn/mod.ts";
import type { Answer, OpCase } from "./op_case.ts";

/** Batch norm, dropout and reversed gradients. */
export const regularizers: Readonly<Record<string, Answer>> = {
  batch_norm_train: (op, engine) => compareBatchNorm(op, engine, true),
  batch_norm_eval: (op, engine) => compareBatchNorm(op, engine, false),

  dropout_given_mask(op, engine) {
    const layer = new Dropout(engine, { rate: 0.2, seed: 0 });
    engine.run(() => {
      const keep = engine.tensor(Float32Array.from(op.ints("in/keep")), op.array("in/keep").shape);
      compareOp(op, engine, ["x"], (x) => layer.apply(x!, { keep }));
    });
  },

  gradient_reversal(op, engine) {
    engine.run(() => {
      const { tf } = engine;
      const loss = (x: Tensor, w: Tensor) =>
        softmaxCrossEntropy(engine, tf.matMul(x as never, w as never, false, true), op.ints("in/y"));
      const inputs = ["x", "w"].map((name) => op.tensor(engine, `in/${name}`)) as [Tensor, Tensor];
      op.compare("out/loss", loss(...inputs).dataSync());
      const upstream = op.floats("gy/loss")[0]!;
      const gradients = (factor: number | null) =>
        tf.grads(
          ((x: Tensor, w: Tensor) =>
            tf.mul(loss(factor === null ? x : reverseGradient(engine, x, factor), w), upstream)) as never,
        )(inputs);
      const [x, w] = gradients(null);
      const [reversed, same] = gradients(5);
      op.compare("grad/x", x!.dataSync());
      op.compare("grad_reversed/x", reversed!.dataSync());
      for (const found of [w, same]) op.compare("grad/w", found!.dataSync());
    });
  },
};

function compareBatchNorm(op: OpCase, engine: Engine, training: boolean): void {
  const form = { training, epsilon: 1e-5, momentum: 0.1 };
  const variable = (name: string) => engine.tf.variable(op.tensor(engine, `in/${name}`), false);
  engine.run(() => {
    const running = { means: variable("running_mean"), variances: variable("running_var") };
    const tensors = ["x", "gamma", "beta"].map((name) => op.tensor(engine, `in/${name}`));
    const apply = (x: Tensor, gamma: Tensor, beta: Tensor) => batchNorm(engine, { x, gamma, beta }, running, form);
    op.compare("out/y", apply(tensors[0]!, tensors[1]!, tensors[2]!).dataSync());
    if (training) {
      op.compare("out/new_running_mean", running.means.dataSync());
      op.compare("out/new_running_var", running.variances.dataSync());
    }
    compareGradients(op, engine, ["x", "gamma", "beta"], apply as (...all: Tensor[]) => Tensor);
    engine.tf.dispose(Object.values(running));
  });
}

function compareOp(op: OpCase, engine: Engine, names: readonly string[], y: (...all: Tensor[]) => Tensor): void {
  op.compare("out/y", y(...names.map((name) => op.tensor(engine, `in/${name}`))).dataSync());
  compareGradients(op, engine, names, y);
}

function compareGradients(op: OpCase, engine: Engine, names: readonly string[], y: (...all: Tensor[]) => Tensor): void {
  const upstream = op.tensor(engine, "gy/y");
  const score = (...all: Tensor[]) => engine.tf.sum(engine.tf.mul(y(...all), upstream));
  const gradients = engine.tf.grads(score as never)(names.map((name) => op.tensor(engine, `in/${name}`)));
  names.forEach((name, i) => op.compare(`grad/${name}`, gradients[i]!.dataSync()));
}
