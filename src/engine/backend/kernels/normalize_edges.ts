import {
  normalizeEdges as normalize,
  normalizeEdgesBackward,
  type UndirectedBlocks,
} from "../../../kernels/ops/normalize_edges.ts";
import type { EdgeStructure } from "../../edge_structure.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import { patternBlocks, weightedBlocks } from "../sparse_blocks.ts";
import type { TensorInfo } from "../tensor_info.ts";
import type { WeftBackend } from "../weft_backend.ts";

/** `D^-½ (relu(p) + I) D^-½` on the edges of an undirected graph, and `D^-½`. */
export const normalizeEdges: BackendKernel<{ readonly structure: EdgeStructure }> = {
  name: "WeftNormalizeEdges",
  run({ backend, inputs, attrs: { structure } }) {
    const [p] = inputList(inputs) as [TensorInfo];
    const [a, root] = [backend.output(p.shape), backend.output([structure.nRows])];
    const out = { a: backend.block(a), root: backend.block(root) };
    normalize(backend.kernels, graphBlocks(backend, structure, p), backend.block(p), out);
    return [a, root];
  },
};

/** Gradient in `p`, from `(p, da, a, root)`, times `factor` between two nodes. */
export const normalizeEdgesGradient: BackendKernel<{ readonly structure: EdgeStructure; readonly factor: number }> = {
  name: "WeftNormalizeEdgesGradient",
  run({ backend, inputs, attrs: { structure, factor } }) {
    const tensors = inputList(inputs) as [TensorInfo, TensorInfo, TensorInfo, TensorInfo];
    const out = backend.output(tensors[0].shape);
    const [p, g, a, root] = tensors.map((tensor) => backend.block(tensor));
    const slopes = { p: p!, g: g!, a: a!, root: root!, factor };
    normalizeEdgesBackward(backend.kernels, graphBlocks(backend, structure, tensors[0]), slopes, backend.block(out));
    return out;
  },
};

function graphBlocks(backend: WeftBackend, structure: EdgeStructure, p: TensorInfo): UndirectedBlocks {
  const { entries, forward, nValues } = structure;
  const full = weightedBlocks(backend.kernels, forward, backend.block(p), nValues);
  return { upper: patternBlocks(backend.kernels, entries), full, edges: full.map!.places };
}
