import { gemm } from "../../../kernels/ops/gemm.ts";
import type { GemmFinish } from "../../../kernels/ops/layer.ts";
import { layerBackward } from "../../../kernels/ops/layer_backward.ts";
import { allFloats, type BackendKernel } from "../backend_kernel.ts";
import { broadcastShape } from "../broadcast_shape.ts";
import { sizeOf, type TensorInfo } from "../tensor_info.ts";
import type { WeftBackend } from "../weft_backend.ts";

/** Which factors are given as their transposes. */
export interface MatMulAttributes {
  /** The left one. */
  readonly transposeA: boolean;
  /** The right one. */
  readonly transposeB: boolean;
}

/** With more rows than this, and a product no larger than that, a sum over rows is shared out by rows. */
const MANY_ROWS = 2048;
const SMALL_PRODUCT = 65_536;

/** Products of matrices, one for each position of the leading axes, which broadcast. */
export const batchMatMul: BackendKernel<MatMulAttributes> = {
  name: "BatchMatMul",
  takes: allFloats,
  run({ backend, inputs: { a, b }, attrs }) {
    return product(backend, a!, b!, attrs);
  },
};

/** `a · b`, with what a product can do on the way as it is stored. */
export function product(
  backend: WeftBackend,
  a: TensorInfo,
  b: TensorInfo,
  { transposeA, transposeB }: MatMulAttributes,
  finish: GemmFinish = {},
): TensorInfo {
  const { kernels } = backend;
  const leadA = a.shape.slice(0, -2), leadB = b.shape.slice(0, -2);
  const lead = broadcastShape(leadA, leadB);
  const [rows, depth] = lastTwo(a.shape, transposeA);
  const columns = lastTwo(b.shape, transposeB)[1];
  const out = backend.output([...lead, rows, columns]);
  const [blockA, blockB, blockOut] = [a, b, out].map((tensor) => backend.block(tensor));
  const batch = sizeOf(lead);
  const left = { block: blockA!, rows, columns: depth, transposed: transposeA };
  const right = { block: blockB!, rows: depth, columns, transposed: transposeB };
  if (sizeOf(leadB) === 1 && !transposeA) {
    gemm(kernels, { ...left, rows: batch * rows }, right, { block: blockOut! }, finish);
  } else if (
    batch === 1 && !transposeB && depth > MANY_ROWS && rows * columns <= SMALL_PRODUCT && !finish.bias &&
    !finish.activation
  ) {
    const both = layerBackward(kernels, { dy: blockB!, rows: depth, columns, parts: [{ x: blockA!, depth: rows }] });
    blockOut!.f32.set(both.f32.subarray(0, rows * columns));
    kernels.free(both);
  } else {
    const [atA, atB] = [positions(lead, leadA), positions(lead, leadB)];
    for (let at = 0; at < batch; at++) {
      const from = { ...left, offset: atA(at) * rows * depth };
      gemm(kernels, from, { ...right, offset: atB(at) * depth * columns }, {
        block: blockOut!,
        offset: at * rows * columns,
      }, finish);
    }
  }
  return out;
}

/** Which matrix of a factor belongs to each of the product's. */
function positions(lead: readonly number[], own: readonly number[]): (at: number) => number {
  const before = lead.length - own.length;
  return (at) => {
    let place = 0, step = 1;
    for (let d = lead.length - 1; d >= before; d--) {
      const length = own[d - before]!;
      if (length !== 1) place += (at % lead[d]!) * step;
      step *= length;
      at = Math.floor(at / lead[d]!);
    }
    return place;
  };
}

function lastTwo(shape: readonly number[], transposed: boolean): [number, number] {
  const [rows, columns] = shape.slice(-2) as [number, number];
  return transposed ? [columns, rows] : [rows, columns];
}
