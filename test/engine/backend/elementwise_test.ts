import { Rng } from "../../../src/core/rng.ts";
import type { Tensor, Tf } from "../../../src/engine/mod.ts";
import { flags, floats, heldToCpu, integers, type Op } from "./held_to_cpu.ts";

const SHAPES = [[], [1], [0], [7], [3, 0, 2], [4, 4], [3, 17], [2, 3, 5], [33, 31], [100_003]] as const;

/** Every op on one tensor, and how much of it is rounding. */
const UNARY: Readonly<Record<string, readonly [op: (tf: Tf, x: Tensor) => Tensor, tolerance?: number]>> = {
  abs: [(tf, x) => tf.abs(x)],
  ceil: [(tf, x) => tf.ceil(x)],
  clipByValue: [(tf, x) => tf.clipByValue(x, -0.7, 1.2)],
  elu: [(tf, x) => tf.elu(x)],
  exp: [(tf, x) => tf.exp(x), 1e-5],
  expm1: [(tf, x) => tf.expm1(x), 1e-5],
  floor: [(tf, x) => tf.floor(x)],
  leakyRelu: [(tf, x) => tf.leakyRelu(x, 0.01)],
  log: [(tf, x) => tf.log(x)],
  log1p: [(tf, x) => tf.log1p(x)],
  neg: [(tf, x) => tf.neg(x)],
  reciprocal: [(tf, x) => tf.reciprocal(x)],
  relu: [(tf, x) => tf.relu(x)],
  relu6: [(tf, x) => tf.relu6(x)],
  round: [(tf, x) => tf.round(x)],
  rsqrt: [(tf, x) => tf.rsqrt(x)],
  sigmoid: [(tf, x) => tf.sigmoid(x)],
  sign: [(tf, x) => tf.sign(x)],
  softplus: [(tf, x) => tf.softplus(x)],
  sqrt: [(tf, x) => tf.sqrt(x)],
  square: [(tf, x) => tf.square(x)],
  step: [(tf, x) => tf.step(x, 0.25)],
  tanh: [(tf, x) => tf.tanh(x)],
};

for (const [name, [op, tolerance]] of Object.entries(UNARY)) {
  Deno.test(`${name}: equals tfjs-cpu on floats of every shape, not-a-numbers and infinities among them`, () => {
    const rng = new Rng(name.length);
    for (const shape of SHAPES) {
      for (const special of [false, true]) {
        heldToCpu(name, op as Op, [floats(rng, shape, special)], tolerance ? { tolerance } : {});
      }
    }
  });
}

/** Every op on two tensors of floats. */
const BINARY: Readonly<Record<string, (tf: Tf, a: Tensor, b: Tensor) => Tensor>> = {
  add: (tf, a, b) => tf.add(a, b),
  div: (tf, a, b) => tf.div(a, b),
  maximum: (tf, a, b) => tf.maximum(a, b),
  minimum: (tf, a, b) => tf.minimum(a, b),
  mul: (tf, a, b) => tf.mul(a, b),
  squaredDifference: (tf, a, b) => tf.squaredDifference(a, b),
  sub: (tf, a, b) => tf.sub(a, b),
  equal: (tf, a, b) => tf.equal(a, b),
  greater: (tf, a, b) => tf.greater(a, b),
  greaterEqual: (tf, a, b) => tf.greaterEqual(a, b),
  less: (tf, a, b) => tf.less(a, b),
  lessEqual: (tf, a, b) => tf.lessEqual(a, b),
  notEqual: (tf, a, b) => tf.notEqual(a, b),
};

/** Pairs of shapes that fit: alike, one number, a row, a column, and axes that alternate. */
const PAIRS = [
  [[], []],
  [[1], []],
  [[5], []],
  [[], [17]],
  [[0], [1]],
  [[3, 0], [3, 1]],
  [[7], [7]],
  [[40, 33], [40, 33]],
  [[40, 33], [33]],
  [[40, 33], [40, 1]],
  [[40, 1], [1, 33]],
  [[1, 33], [40, 33]],
  [[2, 3, 4], [3, 1]],
  [[2, 1, 4, 1], [1, 3, 1, 5]],
  [[2, 1, 3, 1, 2, 5], [1, 2, 1, 4, 1, 5]],
  [[300, 210], [210]],
] as const;

for (const [name, op] of Object.entries(BINARY)) {
  Deno.test(`${name}: equals tfjs-cpu on floats of every pair of shapes that fit`, () => {
    const rng = new Rng(name.length);
    for (const [a, b] of PAIRS) {
      for (const special of [false, true]) {
        heldToCpu(name, op as Op, [floats(rng, a, special), floats(rng, b, special)]);
      }
    }
  });
}

Deno.test("logicalAnd, logicalOr, logicalNot: equal tfjs-cpu on flags", () => {
  const rng = new Rng(1);
  for (const [a, b] of PAIRS) {
    heldToCpu("and", (tf, x, y) => tf.logicalAnd(x!, y!), [flags(rng, a), flags(rng, b)]);
    heldToCpu("or", (tf, x, y) => tf.logicalOr(x!, y!), [flags(rng, a), flags(rng, b)]);
    heldToCpu("not", (tf, x) => tf.logicalNot(x!), [flags(rng, a)]);
  }
});

Deno.test("where: equals tfjs-cpu, also where its operands are stretched", () => {
  const rng = new Rng(2);
  for (const [a, b] of [[[5], [5]], [[0], [0]], [[4, 6], [4, 6]], [[4, 6], [6]], [[70_000], [1]]] as const) {
    heldToCpu("where", (tf, c, x, y) => tf.where(c!, x!, y!), [flags(rng, a), floats(rng, b, true), floats(rng, a)]);
    heldToCpu("where", (tf, c, x, y) => tf.where(c!, x!, y!), [
      flags(rng, a),
      integers(rng, b, 9),
      integers(rng, a, 9),
    ]);
  }
});

Deno.test("eluGrad and addN: equal tfjs-cpu", () => {
  const rng = new Rng(3);
  for (const shape of SHAPES) {
    heldToCpu("elu'", (tf, x) => tf.grad((x) => tf.elu(x))(x!), [floats(rng, shape)], { tolerance: 1e-5 });
    const three = [floats(rng, shape), floats(rng, shape), floats(rng, shape)];
    heldToCpu("addN", (tf, ...all) => tf.addN(all), three);
    heldToCpu("addN", (tf, x) => tf.addN([x!]), [three[0]!]);
  }
});

Deno.test("pow: equals tfjs-cpu for the exponents that have kernels, and leaves others to plain JavaScript", () => {
  const rng = new Rng(4);
  for (const exponent of [1, 2, 3, -1]) {
    heldToCpu("pow", (tf, x) => tf.pow(x!, exponent), [floats(rng, [5, 7])], { tolerance: 1e-5 });
  }
  heldToCpu("pow", (tf, x) => tf.pow(x!, 1.7), [floats(rng, [5, 7])], { tolerance: 1e-5, fallbacks: ["Pow"] });
});

Deno.test("cast: gives the numbers another type, flags and integers too", () => {
  const rng = new Rng(5);
  for (const shape of SHAPES) {
    for (const dtype of ["float32", "int32", "bool"] as const) {
      const cast: Op = (_, x) => x!.cast(dtype);
      for (const input of [floats(rng, shape), integers(rng, shape, 9, 4), flags(rng, shape)]) {
        heldToCpu(dtype, cast, [input]);
      }
    }
  }
});

Deno.test("integers: ops without a kernel for them give what tfjs-cpu gives, and are counted", () => {
  const rng = new Rng(6);
  const pair = [integers(rng, [4, 5], 9, 4), integers(rng, [5], 9, 4)];
  heldToCpu("add", (tf, a, b) => tf.add(a!, b!), pair, { fallbacks: ["Add"] });
  heldToCpu("equal", (tf, a, b) => tf.equal(a!, b!), pair, { fallbacks: ["Equal"] });
  heldToCpu("sum", (tf, a) => tf.sum(a!, 0), pair.slice(0, 1), { fallbacks: ["Sum"] });
  heldToCpu("square", (tf, a) => tf.square(a!), pair.slice(0, 1), { fallbacks: ["Square"] });
  heldToCpu("mixed", (tf, a, b) => tf.mul(a!, b!), [pair[0]!, floats(rng, [5])]);
});
