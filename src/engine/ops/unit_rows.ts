import { runBackendKernel } from "../backend/backend_kernel.ts";
import { unitRows as forward } from "../backend/kernels/unit_rows.ts";
import { unitRowsGradient } from "../backend/kernels/unit_rows_gradient.ts";
import { unitRowsComposite } from "../composite/unit_rows.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { checkMatrix } from "./check_matrix.ts";
import { customGradient } from "./custom_gradient.ts";

/** `yᵢ = xᵢ / max(‖xᵢ‖₂, 1e-12)` for every row; through the divisor of a shorter row no gradient flows. */
export function unitRows(engine: Engine, x: Tensor): Tensor {
  checkMatrix("x", x);
  if (!engine.backend) return unitRowsComposite(engine, x);
  return customGradient(engine, [x], () => {
    const [value, lengths] = runBackendKernel(engine, forward, [x], {}) as [Tensor, Tensor];
    const gradient = (dy: Tensor, kept: readonly Tensor[]) =>
      runBackendKernel(engine, unitRowsGradient, [dy, ...kept], {});
    return { value, saved: [value, lengths], gradient };
  });
}
