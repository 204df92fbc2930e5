import type { BackendKernel } from "../backend_kernel.ts";
import { addN } from "./add_n.ts";
import { batchMatMul } from "./batch_mat_mul.ts";
import { BINARY } from "./binary.ts";
import { cast } from "./cast.ts";
import { concat, pack } from "./concat.ts";
import { eluGrad } from "./elu_grad.ts";
import { fill, oneHot, onesLike, zerosLike } from "./fill.ts";
import { fusedMatMul } from "./fused_mat_mul.ts";
import { gather, unsortedSegmentSum } from "./gather.ts";
import { pow } from "./pow.ts";
import { cumsum, POSITION, REDUCE } from "./reduce.ts";
import { logicalNot, select } from "./select.ts";
import { slice, splitV, unpack } from "./slice.ts";
import { softmax } from "./softmax.ts";
import { pad, reverse, tile } from "./tile.ts";
import { topK } from "./top_k.ts";
import { transpose } from "./transpose.ts";
import { UNARY } from "./unary.ts";

/** Every op of the tensor library that runs on compiled kernels. */
export const LIBRARY_OPS: readonly BackendKernel<never>[] = [
  ...BINARY,
  ...POSITION,
  ...REDUCE,
  ...UNARY,
  addN,
  batchMatMul,
  cast,
  concat,
  cumsum,
  eluGrad,
  fill,
  fusedMatMul,
  gather,
  logicalNot,
  oneHot,
  onesLike,
  pack,
  pad,
  pow,
  reverse,
  select,
  slice,
  softmax,
  splitV,
  tile,
  topK,
  transpose,
  unpack,
  unsortedSegmentSum,
  zerosLike,
];
