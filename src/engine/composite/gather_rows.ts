import type { Engine } from "../engine.ts";
import { customGradient } from "../ops/custom_gradient.ts";
import type { Tensor } from "../tf.ts";

/** Rows of `x` (`n × width`) by number; its gradient adds them up where they came from. */
export function gatherRows(engine: Engine, x: Tensor, rows: Int32Array): Tensor {
  const { tf } = engine;
  const nRows = x.shape[0]!;
  return customGradient(engine, [x], () => ({
    value: rows.length === 0 ? tf.zeros([0, x.shape[1]!]) : tf.gather(x, tf.tensor1d(rows, "int32")),
    saved: [],
    gradient: (dy) => [scatterRows(engine, dy, rows, nRows)],
  }));
}

/**
 * Sums of the rows of `x` that go to the same of `nRows` rows, by the library's scattering: its sum over segments takes a
 * time that grows with their square.
 */
export function scatterRows(engine: Engine, x: Tensor, rows: Int32Array, nRows: number): Tensor {
  const { tf } = engine;
  const width = x.shape[1]!;
  return customGradient(engine, [x], () => ({
    value: rows.length === 0 || width === 0
      ? tf.zeros([nRows, width])
      : tf.scatterND(tf.tensor2d(rows, [rows.length, 1], "int32"), x, [nRows, width]),
    saved: [],
    gradient: (dy) => [gatherRows(engine, dy, rows)],
  }));
}
