import { runBackendKernel } from "../backend/backend_kernel.ts";
import { topShares as kernel, topSharesGradient } from "../backend/kernels/top_shares.ts";
import { topSharesComposite } from "../composite/top_shares.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { checkShape } from "./check_shape.ts";
import { customGradient } from "./custom_gradient.ts";
import type { TopEdges } from "./top_edges.ts";

/** `softmax(⟨a_i, b_j⟩ / temperature)` over the kept entries of each row; gradients flow through these only. */
export function topShares(engine: Engine, edges: TopEdges, a: Tensor, b: Tensor, temperature: number): Tensor {
  const { form, tensors } = edges;
  checkShape("a", a, [form.nRows, a.shape[1] ?? 0]);
  checkShape("b", b, [form.nCols, a.shape[1] ?? 0]);
  if (!engine.has(kernel)) return topSharesComposite(engine, edges, a, b, temperature);
  const attributes = { form, scale: 1 / temperature };
  return customGradient(engine, [a, b], () => {
    const value = runBackendKernel(engine, kernel, [a, b, ...tensors], attributes)[0]!;
    const saved = [value, a, b, ...tensors];
    return {
      value,
      saved,
      gradient: (dy, kept) => runBackendKernel(engine, topSharesGradient, [dy, ...kept], attributes),
    };
  });
}
