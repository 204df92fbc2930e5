import { unary, type UnaryOp } from "../../../kernels/ops/elementwise.ts";
import { allFloats, type BackendKernel } from "../backend_kernel.ts";
import { sizeOf, type TensorInfo } from "../tensor_info.ts";

/** Exponents with a kernel of their own. */
const EXPONENTS: ReadonlyMap<number, UnaryOp> = new Map([
  [2, "unarySquare"],
  [3, "unaryCube"],
  [-1, "unaryReciprocal"],
]);

/** `aᵇ` for the exponents that models use; others are rare and left to the library. */
export const pow: BackendKernel<unknown> = {
  name: "Pow",
  takes(call) {
    const { a, b } = call.inputs as Record<"a" | "b", TensorInfo>;
    if (!allFloats(call) || sizeOf(b.shape) !== 1 || b.shape.length > a.shape.length) return false;
    const exponent = call.backend.values(b)[0]!;
    return exponent === 1 || EXPONENTS.has(exponent);
  },
  run({ backend, inputs }) {
    const { a, b } = inputs as Record<"a" | "b", TensorInfo>;
    const op = EXPONENTS.get(backend.values(b)[0]!);
    if (op === undefined) return backend.share(a, a.shape);
    const out = backend.output(a.shape);
    unary(backend.kernels, op, { x: backend.block(a), out: backend.block(out) }, sizeOf(a.shape));
    return out;
  },
};
