import type { BackendKernel } from "../backend_kernel.ts";
import { batchMatMul } from "./batch_mat_mul.ts";
import { cast } from "./cast.ts";
import { denseBackward, denseForward } from "./dense.ts";
import { reluBackward } from "./relu_backward.ts";
import { spmm } from "./spmm.ts";

/** Every op that runs on compiled kernels. */
export const KERNELS: readonly BackendKernel<never>[] = [
  batchMatMul,
  cast,
  denseBackward,
  denseForward,
  reluBackward,
  spmm,
];
