import { runBackendKernel } from "../backend/backend_kernel.ts";
import { topEdges as kernel } from "../backend/kernels/top_edges.ts";
import { topEdgesComposite } from "../composite/top_edges.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import type { TopForm } from "../top_form.ts";
import { checkShape } from "./check_shape.ts";

/** The entries that an attention keeps at one step. */
export interface TopEdges {
  /** How many of which. */
  readonly form: TopForm;
  /** Column of each entry, integers; on compiled kernels also starts, rows and places of the entries turned round. */
  readonly tensors: readonly Tensor[];
}

/**
 * The entries of `a bᵀ` that are the largest of their rows, rows of both no longer than 1. No gradient flows: which entries
 * they are is a choice. On compiled kernels memory grows with the entries kept, not with those looked at.
 */
export function topEdges(engine: Engine, form: TopForm, a: Tensor, b: Tensor): TopEdges {
  checkShape("a", a, [form.nRows, a.shape[1] ?? 0]);
  checkShape("b", b, [form.nCols, a.shape[1] ?? 0]);
  if (!engine.has(kernel)) return { form, tensors: [topEdgesComposite(engine, form, a, b)] };
  return { form, tensors: runBackendKernel(engine, kernel, [a, b], { form }) };
}
