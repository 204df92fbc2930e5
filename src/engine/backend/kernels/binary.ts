import type { Kernels } from "../../../kernels/kernels.ts";
import {
  binary,
  type BinaryOp,
  compare,
  type CompareOp,
  logical,
  type LogicalOp,
  type Pair,
} from "../../../kernels/ops/elementwise.ts";
import { broadcastWalk, type StridedWalk } from "../../../kernels/strided_walk.ts";
import { allFloats, type BackendKernel, type KernelCall } from "../backend_kernel.ts";
import { broadcastShape } from "../broadcast_shape.ts";
import type { TensorInfo, TensorType } from "../tensor_info.ts";

const BINARY_OPS: Readonly<Record<string, BinaryOp>> = {
  Add: "binaryAdd",
  Maximum: "binaryMaximum",
  Minimum: "binaryMinimum",
  Multiply: "binaryMultiply",
  RealDiv: "binaryDivide",
  SquaredDifference: "binarySquaredDifference",
  Sub: "binarySub",
};

const COMPARE_OPS: Readonly<Record<string, CompareOp>> = {
  Equal: "compareEqual",
  Greater: "compareGreater",
  GreaterEqual: "compareGreaterEqual",
  Less: "compareLess",
  LessEqual: "compareLessEqual",
  NotEqual: "compareNotEqual",
};

const LOGICAL_OPS: Readonly<Record<string, LogicalOp>> = { LogicalAnd: "logicalAnd", LogicalOr: "logicalOr" };

type Run<Op> = (kernels: Kernels, op: Op, pair: Pair, walk: StridedWalk) => void;

function family<Op>(
  ops: Readonly<Record<string, Op>>,
  run: Run<Op>,
  dtype: TensorType,
  takes: (call: KernelCall<unknown>) => boolean,
): BackendKernel<unknown>[] {
  return Object.entries(ops).map(([name, op]) => ({
    name,
    takes,
    run({ backend, inputs }) {
      const { a, b } = inputs as Record<"a" | "b", TensorInfo>;
      const shape = broadcastShape(a.shape, b.shape);
      const out = backend.output(shape, dtype);
      const pair = { a: backend.block(a), b: backend.block(b), out: backend.block(out) };
      run(backend.kernels, op, pair, broadcastWalk(a.shape, b.shape, shape));
      return out;
    },
  }));
}

function allFlags({ inputs }: KernelCall<unknown>): boolean {
  return Object.values(inputs).every(({ dtype }) => dtype === "bool");
}

/** Every op of the library on two tensors that are stretched to one shape. */
export const BINARY: readonly BackendKernel<unknown>[] = [
  ...family(BINARY_OPS, binary, "float32", allFloats),
  ...family(COMPARE_OPS, compare, "bool", allFloats),
  ...family(LOGICAL_OPS, logical, "bool", allFlags),
];
