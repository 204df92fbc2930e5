import type { Engine } from "../engine.ts";
import { customGradient } from "../ops/custom_gradient.ts";
import type { Tensor } from "../tf.ts";

/** Rows of `x` (`n × width`) whose numbers are a tensor; its gradient adds them up where they came from. */
export function gatherAt(engine: Engine, x: Tensor, rows: Tensor): Tensor {
  const { tf } = engine;
  const nRows = x.shape[0]!;
  return customGradient(engine, [x], () => ({
    value: rows.size === 0 ? tf.zeros([0, x.shape[1]!]) : tf.gather(x, rows as never),
    saved: [rows],
    gradient: (dy, [at]) => [scatterAt(engine, dy, at!, nRows)],
  }));
}

/** Sums of the rows of `x` that go to the same of `nRows` rows, whose numbers are a tensor. */
export function scatterAt(engine: Engine, x: Tensor, rows: Tensor, nRows: number): Tensor {
  const { tf } = engine;
  const width = x.shape[1]!;
  return customGradient(engine, [x], () => ({
    value: rows.size === 0 || width === 0
      ? tf.zeros([nRows, width])
      : tf.scatterND(tf.reshape(rows, [rows.size, 1]) as never, x, [nRows, width]),
    saved: [rows],
    gradient: (dy, [at]) => [gatherAt(engine, dy, at!)],
  }));
}
