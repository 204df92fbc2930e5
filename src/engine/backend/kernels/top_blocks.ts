import type { Block } from "../../../kernels/block.ts";
import { constantBlock } from "../../../kernels/constant_block.ts";
import type { PatternBlocks } from "../../../kernels/ops/pattern_blocks.ts";
import type { SparseBlocks } from "../../../kernels/ops/spmm.ts";
import type { TopForm } from "../../top_form.ts";
import type { TensorInfo } from "../tensor_info.ts";
import type { WeftBackend } from "../weft_backend.ts";

/** The four tensors of top edges: columns, and starts, rows and places of them turned round. */
export type TopTensors = readonly [TensorInfo, TensorInfo, TensorInfo, TensorInfo];

/** The entries in their order. */
export function topPattern(
  backend: WeftBackend,
  { nRows, nCols, starts }: TopForm,
  [columns]: TopTensors,
): PatternBlocks {
  return { nRows, nCols, indptr: constantBlock(backend.kernels, starts), indices: backend.block(columns) };
}

/** The entries with their weights. */
export function topMatrix(backend: WeftBackend, form: TopForm, edges: TopTensors, values: Block): SparseBlocks {
  return { ...topPattern(backend, form, edges), values };
}

/** The entries turned round with their weights. */
export function turnedMatrix(
  backend: WeftBackend,
  { nRows, nCols, starts }: TopForm,
  [, begins, rows, places]: TopTensors,
  values: Block,
): SparseBlocks {
  return {
    nRows: nCols,
    nCols: nRows,
    indptr: backend.block(begins),
    indices: backend.block(rows),
    values,
    map: { places: backend.block(places), nValues: starts[nRows]! },
  };
}
