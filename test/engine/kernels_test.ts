import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
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
