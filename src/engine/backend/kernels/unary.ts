import { unary, type UnaryOp } from "../../../kernels/ops/elementwise.ts";
import { allFloats, type BackendKernel } from "../backend_kernel.ts";
import { sizeOf, type TensorInfo } from "../tensor_info.ts";

type Numbers = Readonly<Record<string, number>>;

/** Every op `f(x)` of the library by name: its kernel, and the attributes that are its two numbers. */
const TABLE: Readonly<Record<string, readonly [op: UnaryOp, alpha?: string, beta?: string]>> = {
  Abs: ["unaryAbs"],
  Ceil: ["unaryCeil"],
  ClipByValue: ["unaryClipByValue", "clipValueMin", "clipValueMax"],
  Elu: ["unaryElu"],
  Exp: ["unaryExp"],
  Expm1: ["unaryExpm1"],
  Floor: ["unaryFloor"],
  LeakyRelu: ["unaryLeakyRelu", "alpha"],
  Log: ["unaryLog"],
  Log1p: ["unaryLog1p"],
  Neg: ["unaryNeg"],
  Reciprocal: ["unaryReciprocal"],
  Relu: ["unaryRelu"],
  Relu6: ["unaryRelu6"],
  Round: ["unaryRound"],
  Rsqrt: ["unaryRsqrt"],
  Sigmoid: ["unarySigmoid"],
  Sign: ["unarySign"],
  Softplus: ["unarySoftplus"],
  Sqrt: ["unarySqrt"],
  Square: ["unarySquare"],
  Step: ["unaryStep", "alpha"],
  Tanh: ["unaryTanh"],
};

/** Every op of the library that treats each float by itself. */
export const UNARY: readonly BackendKernel<Numbers>[] = Object.entries(TABLE).map(([name, [op, alpha, beta]]) => ({
  name,
  takes: allFloats,
  run({ backend, inputs, attrs }) {
    const x = inputs["x"] as TensorInfo;
    const out = backend.output(x.shape);
    const numbers = [alpha ? attrs[alpha]! : 0, beta ? attrs[beta]! : 0] as const;
    unary(backend.kernels, op, { x: backend.block(x), out: backend.block(out) }, sizeOf(x.shape), numbers);
    return out;
  },
}));
