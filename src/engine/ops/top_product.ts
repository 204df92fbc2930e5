import { runBackendKernel } from "../backend/backend_kernel.ts";
import { topProduct as kernel, topProductGradient } from "../backend/kernels/top_product.ts";
import { topProductComposite } from "../composite/top_product.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { checkShape } from "./check_shape.ts";
import { customGradient } from "./custom_gradient.ts";
import type { TopEdges } from "./top_edges.ts";

/** `S x`, or `Sᵀ x`, for the matrix whose kept entries have these shares; gradients go to the shares and to `x`. */
export function topProduct(
  engine: Engine,
  edges: TopEdges,
  shares: Tensor,
  x: Tensor,
  { transposed = false }: { readonly transposed?: boolean | undefined } = {},
): Tensor {
  const { form, tensors } = edges;
  checkShape("shares", shares, [form.starts[form.nRows]!]);
  checkShape("x", x, [transposed ? form.nRows : form.nCols, x.shape[1] ?? 0]);
  if (!engine.has(kernel)) return topProductComposite(engine, edges, shares, x, transposed);
  const attributes = { form, transposed };
  return customGradient(engine, [shares, x], () => ({
    value: runBackendKernel(engine, kernel, [shares, x, ...tensors], attributes)[0]!,
    saved: [shares, x, ...tensors],
    gradient: (dy, kept) => runBackendKernel(engine, topProductGradient, [dy, ...kept], attributes),
  }));
}
