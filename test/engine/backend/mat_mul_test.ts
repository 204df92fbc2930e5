import { Rng } from "../../../src/core/rng.ts";
import { floats, heldToCpu, integers } from "./held_to_cpu.ts";

const rng = new Rng(1);

Deno.test("matMul: equals tfjs-cpu in all four forms, empty and odd shapes among them", () => {
  const shapes = [[1, 1, 1], [3, 4, 5], [0, 4, 5], [3, 0, 5], [3, 4, 0], [33, 17, 65], [5, 3000, 7], [600, 40, 31]];
  for (const [m, k, n] of shapes as [number, number, number][]) {
    for (const tA of [false, true]) {
      for (const tB of [false, true]) {
        const a = floats(rng, tA ? [k, m] : [m, k]), b = floats(rng, tB ? [n, k] : [k, n]);
        heldToCpu(`matMul ${tA} ${tB}`, (tf, x, y) => tf.matMul(x!, y!, tA, tB), [a, b], { tolerance: 3e-4 });
      }
    }
  }
});

Deno.test("matMul: equals tfjs-cpu on batches, of which one side may be a single matrix", () => {
  const pairs = [
    [[2, 3, 4], [2, 4, 5]],
    [[2, 3, 4], [4, 5]],
    [[3, 4], [2, 4, 5]],
    [[1, 3, 4], [2, 4, 5]],
    [[0, 3, 4], [0, 4, 5]],
    [[2, 2, 3, 4], [2, 2, 4, 5]],
  ] as const;
  for (const [a, b] of pairs) {
    heldToCpu("matMul", (tf, x, y) => tf.matMul(x!, y!), [floats(rng, a), floats(rng, b)], { tolerance: 1e-5 });
    const turned = [...b.slice(0, -2), 5, 4];
    heldToCpu("matMul", (tf, x, y) => tf.matMul(x!, y!, false, true), [floats(rng, a), floats(rng, turned)], {
      tolerance: 1e-5,
    });
  }
});

Deno.test("matMul: has tfjs-cpu's gradients", () => {
  for (const [tA, tB] of [[false, false], [true, false], [false, true], [true, true]] as const) {
    const a = floats(rng, tA ? [4, 3] : [3, 4]), b = floats(rng, tB ? [5, 4] : [4, 5]);
    heldToCpu(
      "matMul'",
      (tf, x, y) => tf.grads((x, y) => tf.square(tf.matMul(x!, y!, tA, tB)))([x!, y!]),
      [a, b],
      { tolerance: 1e-5 },
    );
  }
});

Deno.test("matMul: integers are left to plain JavaScript", () => {
  const inputs = [integers(rng, [3, 4], 9), integers(rng, [4, 2], 9)];
  heldToCpu("matMul", (tf, x, y) => tf.matMul(x!, y!), inputs, { fallbacks: ["BatchMatMul"] });
});

Deno.test("fused.matMul: equals tfjs-cpu with and without bias, for every activation", () => {
  for (const activation of ["linear", "relu", "relu6", "elu", "sigmoid", "leakyrelu"] as const) {
    for (const bias of [undefined, [5], [1, 5]]) {
      const inputs = [floats(rng, [7, 4]), floats(rng, [4, 5]), ...(bias ? [floats(rng, bias)] : [])];
      heldToCpu(
        `fused ${activation}`,
        (tf, a, b, bias) =>
          tf.fused.matMul({ a: a!, b: b!, activation, leakyreluAlpha: 0.1, ...(bias ? { bias } : {}) }) as never,
        inputs,
        { tolerance: 1e-5 },
      );
    }
  }
});
