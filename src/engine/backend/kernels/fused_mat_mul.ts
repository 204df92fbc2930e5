import { unary, type UnaryOp } from "../../../kernels/ops/elementwise.ts";
import { allFloats, type BackendKernel } from "../backend_kernel.ts";
import { sizeOf } from "../tensor_info.ts";
import { type MatMulAttributes, product } from "./batch_mat_mul.ts";

interface FusedAttributes extends MatMulAttributes {
  readonly activation?: string | null | undefined;
  readonly leakyreluAlpha?: number | undefined;
}

/** Activations that are done behind the product, by the library's names. */
const ACTIVATIONS: Readonly<Record<string, UnaryOp | undefined>> = {
  elu: "unaryElu",
  leakyrelu: "unaryLeakyRelu",
  linear: undefined,
  relu: "unaryRelu",
  relu6: "unaryRelu6",
  sigmoid: "unarySigmoid",
};

/** `act(a · b + bias)` with a bias for each column. */
export const fusedMatMul: BackendKernel<FusedAttributes> = {
  name: "_FusedMatMul",
  takes(call) {
    const { b, bias } = call.inputs;
    const { activation, transposeB } = call.attrs;
    const columns = b!.shape.at(transposeB ? -2 : -1);
    const byColumn = !bias || (sizeOf(bias.shape) === columns && bias.shape.at(-1) === columns);
    return allFloats(call) && byColumn && (!activation || activation in ACTIVATIONS);
  },
  run({ backend, inputs: { a, b, bias }, attrs }) {
    const { activation, leakyreluAlpha = 0 } = attrs;
    const relu = activation === "relu";
    const out = product(backend, a!, b!, attrs, {
      bias: bias && backend.block(bias),
      activation: relu && bias ? "relu" : undefined,
    });
    const op = relu && bias ? undefined : ACTIVATIONS[activation ?? "linear"];
    const block = backend.block(out);
    if (op) unary(backend.kernels, op, { x: block, out: block }, sizeOf(out.shape), [leakyreluAlpha, 0]);
    return out;
  },
};
