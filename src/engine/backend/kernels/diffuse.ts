import type { Block } from "../../../kernels/block.ts";
import type { Kernels } from "../../../kernels/kernels.ts";
import { combine } from "../../../kernels/ops/combine.ts";
import { sddmm } from "../../../kernels/ops/sddmm.ts";
import { spmm } from "../../../kernels/ops/spmm.ts";
import type { EdgeStructure } from "../../edge_structure.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import { patternBlocks, weightedBlocks } from "../sparse_blocks.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** A polynomial of a graph. */
export interface DiffuseAttributes {
  /** Where the edges lie. */
  readonly structure: EdgeStructure;
  /** `coefficients[t][s]`: the factor of `Aᵗ x_s`. */
  readonly coefficients: readonly (readonly number[])[];
}

/**
 * `Σ_t Aᵗ Σ_s c_ts x_s` from `(values, x_0, x_1, …)` by Horner's rule, and behind it what `A` was multiplied with on the way,
 * the last factor first.
 */
export const diffuse: BackendKernel<DiffuseAttributes> = {
  name: "WeftDiffuse",
  run({ backend, inputs, attrs: { structure, coefficients } }) {
    const { kernels } = backend;
    const [values, ...xs] = inputList(inputs) as [TensorInfo, TensorInfo];
    const shape = xs[0]!.shape, width = shape[1]!;
    const blocks = xs.map((x) => backend.block(x));
    const matrix = weightedBlocks(kernels, structure.forward, backend.block(values), structure.nValues);
    const outputs: TensorInfo[] = [];
    for (let t = coefficients.length - 1; t >= 0; t--) {
      const output = backend.output(shape);
      const out = backend.block(output);
      addUp(kernels, blocks, coefficients[t]!, out);
      const last = outputs.at(-1);
      if (last) spmm(kernels, matrix, backend.block(last), out, width, out);
      outputs.push(output);
    }
    return outputs.reverse();
  },
};

/** Gradients of `(values, x_0, x_1, …)` from `(dy, values, …)` and what `A` was multiplied with, for power 1 first. */
export const diffuseGradient: BackendKernel<DiffuseAttributes> = {
  name: "WeftDiffuseGradient",
  run({ backend, inputs, attrs: { structure, coefficients } }) {
    const { kernels } = backend;
    const [dy, values, ...steps] = inputList(inputs) as [TensorInfo, TensorInfo];
    const shape = dy.shape, width = shape[1]!;
    const ofX = coefficients[0]!.map(() => backend.output(shape));
    const ofValues = backend.output(values.shape);
    const targets = ofX.map((output) => backend.block(output)), edges = backend.block(ofValues);
    for (const block of [...targets, edges]) block.f32.fill(0);
    const { entries, backward, undirected: both } = structure;
    const matrix = weightedBlocks(kernels, backward, backend.block(values), structure.nValues);
    const pattern = patternBlocks(kernels, entries);
    const turns = [kernels.alloc(targets[0]!.length), kernels.alloc(targets[0]!.length)];
    const products = kernels.alloc(structure.nValues);
    let g = backend.block(dy);
    coefficients.forEach((row, t) => {
      row.forEach((factor, s) => addTo(kernels, targets[s]!, g, factor));
      if (t + 1 === coefficients.length) return;
      sddmm(kernels, pattern, { a: g, b: backend.block(steps[t]!), width, both }, products);
      addTo(kernels, edges, products, 1);
      const next = turns[t % 2]!;
      spmm(kernels, matrix, g, next, width);
      g = next;
    });
    for (const block of [...turns, products]) kernels.free(block);
    return [ofValues, ...ofX];
  },
};

function addTo(kernels: Kernels, target: Block, block: Block, factor: number): void {
  if (factor !== 0) combine(kernels, { block: target, factor: 1 }, { block, factor }, target.length, target);
}

/** `out = Σ_s factor_s · x_s`. */
function addUp(kernels: Kernels, blocks: readonly Block[], factors: readonly number[], out: Block): void {
  const summands = blocks.map((block, s) => ({ block, factor: factors[s]! })).filter(({ factor }) => factor !== 0);
  const none = { block: blocks[0]!, factor: 0 };
  combine(kernels, summands[0] ?? none, summands[1] ?? none, out.length, out);
  for (const summand of summands.slice(2)) combine(kernels, { block: out, factor: 1 }, summand, out.length, out);
}
