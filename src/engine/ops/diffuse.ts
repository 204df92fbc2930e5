import { checkLength, checkNumber } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import { runBackendKernel } from "../backend/backend_kernel.ts";
import { diffuse as kernel, diffuseGradient } from "../backend/kernels/diffuse.ts";
import { diffuseComposite } from "../composite/diffuse.ts";
import type { EdgeStructure } from "../edge_structure.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { checkEdges } from "./check_edges.ts";
import { customGradient } from "./custom_gradient.ts";

/**
 * `Σ_t Aᵗ Σ_s c_ts x_s`: a polynomial of a square graph whose weights are a tensor, of several inputs, by as many products
 * as its degree. Walks with restarts over several ranges are such a polynomial. Gradients go to the weights (for an
 * undirected edge the sum over both directions) and to every input.
 */
export function diffuse(
  engine: Engine,
  structure: EdgeStructure,
  values: Tensor,
  inputs: readonly Tensor[],
  coefficients: readonly (readonly number[])[],
): Tensor {
  const { nRows, nCols } = structure;
  checkLength(nCols, nRows, "columns of the graph", "its rows");
  const rows = inputs.map((input, s) => [`input ${s}`, [input, nRows]] as const);
  checkEdges(structure, { values, ...Object.fromEntries(rows) });
  check(inputs, coefficients);
  if (!engine.has(kernel)) return diffuseComposite(engine, structure, values, inputs, coefficients);
  const attributes = { structure, coefficients };
  return customGradient(engine, [values, ...inputs], () => {
    const [value, ...steps] = runBackendKernel(engine, kernel, [values, ...inputs], attributes) as [Tensor];
    const gradient = (dy: Tensor, kept: readonly Tensor[]) =>
      runBackendKernel(engine, diffuseGradient, [dy, ...kept], attributes);
    return { value, saved: [values, ...steps], gradient };
  });
}

function check(inputs: readonly Tensor[], coefficients: readonly (readonly number[])[]): void {
  const [first] = inputs;
  if (first === undefined || coefficients.length === 0) {
    throw new WeftError("TooSmall", { expected: "at least one input and one power", found: "none" });
  }
  for (const { shape } of inputs) checkLength(shape[1]!, first.shape[1]!, "columns of an input", "those of the first");
  for (const row of coefficients) {
    checkLength(row.length, inputs.length, "the factors of a power", "the inputs");
    for (const factor of row) checkNumber(factor, "factor", -Infinity);
  }
}
