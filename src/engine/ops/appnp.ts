import { checkInteger, checkNumber } from "../../core/check.ts";
import { runBackendKernel } from "../backend/backend_kernel.ts";
import { appnp as walk } from "../backend/kernels/appnp.ts";
import { appnpComposite } from "../composite/appnp.ts";
import type { Engine } from "../engine.ts";
import type { SparseOperator } from "../sparse_operator.ts";
import type { Tensor } from "../tf.ts";
import { checkMatrix } from "./check_matrix.ts";
import { checkShape } from "./check_shape.ts";
import { customGradient } from "./custom_gradient.ts";

/** A walk with restarts. */
export interface AppnpOptions {
  /** How much of the start is added at every step, from 0 to 1. */
  readonly alpha: number;
  /** Number of steps. */
  readonly steps: number;
}

/**
 * Personalised propagation (Gasteiger et al. 2019): `T ← (1 − α) A T + α x`, from `T = x`. It is linear, so its gradient
 * is the same walk along `Aᵀ`.
 */
export function appnp(engine: Engine, operator: SparseOperator, x: Tensor, { alpha, steps }: AppnpOptions): Tensor {
  checkNumber(alpha, "alpha", 0, 1);
  checkInteger(steps, "steps", 0);
  const { forward, backward } = operator;
  checkInteger(forward.nCols, "columns of the graph", forward.nRows, forward.nRows);
  checkShape("x", x, [forward.nRows, checkMatrix("x", x)[1]]);
  if (!engine.backend) return appnpComposite(engine, operator, x, { alpha, steps });
  return customGradient(engine, [x], () => ({
    value: runBackendKernel(engine, walk, [x], { matrix: forward, alpha, steps })[0]!,
    saved: [],
    gradient: (dy) => runBackendKernel(engine, walk, [dy], { matrix: backward, alpha, steps }),
  }));
}
