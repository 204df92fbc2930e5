import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { combineGradientKernel, combineKernel } from "../../src/engine/kernels/combine.ts";
import { edgeSmoothnessGradientKernel, edgeSmoothnessKernel } from "../../src/engine/kernels/edge_smoothness.ts";
import type { HostKernel, Shape } from "../../src/engine/kernels/host_kernel.ts";
import { assertClose, normals, randomOperator } from "./helpers.ts";

interface Input {
  readonly shape: Shape;
  readonly data: Float32Array;
}

/** Runs a kernel on typed arrays alone; outputs start as garbage, which every kernel must overwrite. */
function run<A>(kernel: HostKernel<A>, inputs: readonly Input[], attributes: A): Float32Array[] {
  const shapes = inputs.map(({ shape }) => shape);
  const outputs = kernel.shapes(shapes, attributes).map((shape) =>
    new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(NaN)
  );
  kernel.run(inputs.map(({ data }) => data), outputs, attributes, shapes);
  return outputs;
}

const normal = (rng: Rng, ...shape: number[]): Input => ({
  shape,
  data: normals(rng, shape.reduce((a, b) => a * b, 1)),
});
const scalar = (value: number): Input => ({ shape: [], data: new Float32Array([value]) });

/** Central differences of a scalar function of one array, in double steps of 1e-2. */
function differences(data: Float32Array, f: (data: Float32Array) => number): number[] {
  return Array.from(data, (_, i) => {
    const at = (by: number) => {
      const moved = data.slice();
      moved[i]! += by;
      return f(moved);
    };
    return (at(1e-2) - at(-1e-2)) / 2e-2;
  });
}

Deno.test("combineKernel adds, cuts at zero and divides rows by their length, in that order", () => {
  const inputs = [
    { shape: [2, 2], data: new Float32Array([1, -5, 2, 2]) },
    { shape: [2, 2], data: new Float32Array([1, 1, 0, 1]) },
    { shape: [2], data: new Float32Array([1, 1]) },
  ];
  assert.deepEqual([...run(combineKernel, inputs, { relu: false, normalize: false })[0]!], [3, -3, 3, 4]);
  assert.deepEqual([...run(combineKernel, inputs, { relu: true, normalize: false })[0]!], [3, 0, 3, 4]);
  const [y, lengths] = run(combineKernel, inputs, { relu: true, normalize: true });
  assertClose(y!, [1, 0, 0.6, 0.8], 1e-6);
  assertClose(lengths!, [3, 5], 1e-6);
});

Deno.test("combineKernel keeps tiny and huge rows finite", () => {
  const zero = { shape: [3, 2], data: new Float32Array(6) };
  const data = new Float32Array([0, 0, 3e-9, 4e-9, 3e15, 4e15]);
  const [y] = run(combineKernel, [{ shape: [3, 2], data }, zero, { shape: [2], data: new Float32Array(2) }], {
    relu: false,
    normalize: true,
  });
  assertClose(y!, [0, 0, 0.6, 0.8, 0.6, 0.8], 1e-6);
});

Deno.test("combineGradientKernel agrees with differences for every form", () => {
  for (const relu of [false, true]) {
    for (const normalize of [false, true]) {
      const rng = new Rng(Number(relu) * 2 + Number(normalize));
      const [a, b, bias, dy] = [normal(rng, 5, 4), normal(rng, 5, 4), normal(rng, 4), normal(rng, 5, 4)];
      const form = { relu, normalize };
      const score = (sum: Input, at: Input) => {
        const [y] = run(combineKernel, [sum, b, at], form);
        return y!.reduce((total, value, i) => total + value * dy.data[i]!, 0);
      };
      const [y, lengths] = run(combineKernel, [a, b, bias], form);
      const saved = [dy, { shape: [5, 4], data: y! }, { shape: [5], data: lengths! }];
      const [slope, columns] = run(combineGradientKernel, saved, form);
      assertClose(slope!, differences(a.data, (data) => score({ shape: [5, 4], data }, bias)), 2e-2, "sum");
      assertClose(columns!, differences(bias.data, (data) => score(a, { shape: [4], data })), 2e-2, "bias");
    }
  }
});

Deno.test("edgeSmoothnessKernel and its gradient agree with differences, loops counting nothing", () => {
  const rng = new Rng(9);
  const { forward: matrix } = randomOperator(rng, 7);
  const z = normal(rng, 7, 2);
  const value = (data: Float32Array) => run(edgeSmoothnessKernel, [{ shape: [7, 2], data }], { matrix })[0]![0]!;
  const [gradient] = run(edgeSmoothnessGradientKernel, [z, scalar(1)], { matrix });
  assertClose(gradient!, differences(z.data, value), 1e-3);
  const loop = { ...matrix, indptr: new Int32Array([0, 1, 1, 1, 1, 1, 1, 1]), indices: new Int32Array([0]) };
  assert.equal(run(edgeSmoothnessKernel, [z], { matrix: loop })[0]![0], 0);
});
