import type { Kernels } from "../../../kernels/kernels.ts";
import { constantBlock } from "../../../kernels/constant_block.ts";
import { topCandidates, topProducts } from "../../../kernels/ops/top_products.ts";
import type { TopForm } from "../../top_form.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import { patternBlocks } from "../sparse_blocks.ts";
import type { TensorInfo } from "../tensor_info.ts";

/**
 * Columns of the largest products of the rows of `(a, b)`, and the same entries turned round: starts, rows, and the place of
 * each in the former.
 */
export const topEdges: BackendKernel<{ readonly form: TopForm }> = {
  name: "WeftTopEdges",
  run({ backend, inputs, attrs: { form } }) {
    const { kernels } = backend;
    const [a, b] = inputList(inputs) as [TensorInfo, TensorInfo];
    const { nRows, nCols, starts } = form;
    const nEdges = starts[nRows]!;
    const columns = backend.output([nEdges], "int32");
    const turned = [nCols + 1, nEdges, nEdges].map((length) => backend.output([length], "int32"));
    const operands = { a: backend.block(a), b: backend.block(b), width: a.shape[1]!, nRows, nCols };
    const [found, ...blocks] = [columns, ...turned].map((tensor) => backend.block(tensor));
    search(kernels, form, operands, found!);
    turn(form, found!.i32, blocks.map(({ i32 }) => i32) as [Int32Array, Int32Array, Int32Array]);
    return [columns, ...turned];
  },
};

type Operands = Omit<Parameters<typeof topProducts>[1], "k">;

function search(kernels: Kernels, form: TopForm, operands: Operands, columns: Parameters<typeof topProducts>[2]): void {
  const { nCols, k, starts, candidates } = form;
  if (candidates === undefined) return topProducts(kernels, { ...operands, k: Math.min(k, nCols) }, columns);
  const pattern = patternBlocks(kernels, candidates);
  topCandidates(kernels, pattern, { ...operands, k }, { starts: constantBlock(kernels, starts), columns });
}

/** Counts the entries of each column and puts them in its place, rows rising. */
function turn(
  { nRows, nCols, starts }: TopForm,
  columns: Int32Array,
  [begins, rows, places]: readonly [Int32Array, Int32Array, Int32Array],
): void {
  const nEdges = starts[nRows]!;
  begins.fill(0);
  for (let e = 0; e < nEdges; e++) begins[columns[e]! + 1]!++;
  for (let j = 0; j < nCols; j++) begins[j + 1]! += begins[j]!;
  const next = begins.slice(0, nCols);
  for (let i = 0; i < nRows; i++) {
    for (let e = starts[i]!; e < starts[i + 1]!; e++) {
      const at = next[columns[e]!]!++;
      rows[at] = i;
      places[at] = e;
    }
  }
}
