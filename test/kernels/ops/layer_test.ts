import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import type { Block } from "../../../src/kernels/block.ts";
import type { Kernels } from "../../../src/kernels/mod.ts";
import { type ActivationName } from "../../../src/kernels/ops/activation.ts";
import { layer } from "../../../src/kernels/ops/layer.ts";
import { layerBackward } from "../../../src/kernels/ops/layer_backward.ts";
import { packMatrix } from "../../../src/kernels/ops/pack.ts";
import { assertClose, normals } from "../../engine/helpers.ts";
import { blockOf, kernelSets, onThreads } from "../helpers.ts";

/** What each activation does, and its slope. */
const ACTIVE: Readonly<Record<ActivationName, readonly [(v: number) => number, (v: number) => number]>> = {
  none: [(v) => v, () => 1],
  relu: [(v) => Math.max(0, v), (v) => v > 0 ? 1 : 0],
  leakyRelu: [(v) => v > 0 ? v : 0.2 * v, (v) => v > 0 ? 1 : 0.2],
  elu: [(v) => v > 0 ? v : Math.expm1(v), (v) => v > 0 ? 1 : Math.exp(v)],
  sigmoid: [(v) => 1 / (1 + Math.exp(-v)), (v) => 1 / (2 + Math.exp(v) + Math.exp(-v))],
  tanh: [Math.tanh, (v) => 1 - Math.tanh(v) ** 2],
};
const NAMES = Object.keys(ACTIVE) as ActivationName[];
/** Rows, depths, columns: odd ones, none at all, and deeper than one cut. */
const SIZES: readonly (readonly [number, readonly number[], number])[] = [
  [0, [3], 2],
  [1, [1], 1],
  [13, [7], 50],
  [97, [50, 13], 33],
  [205, [3, 5, 2, 1], 20],
  [20, [600, 500], 40],
];

interface Problem {
  readonly rows: number;
  readonly columns: number;
  readonly xs: readonly Float32Array[];
  readonly weights: readonly Float32Array[];
  readonly bias: Float32Array;
  readonly dy: Float32Array;
}

function problem(rng: Rng, [rows, depths, columns]: typeof SIZES[number]): Problem {
  return {
    rows,
    columns,
    xs: depths.map((depth) => normals(rng, rows * depth)),
    weights: depths.map((depth) => normals(rng, depth * columns).map((value) => value / Math.sqrt(depth))),
    bias: normals(rng, columns),
    dy: normals(rng, rows * columns),
  };
}

/** The sums of a layer in double precision. */
function sums({ rows, columns, xs, weights, bias }: Problem): Float64Array {
  return Float64Array.from({ length: rows * columns }, (_, p) => {
    const i = Math.floor(p / columns), j = p % columns;
    let sum = bias[j]!;
    xs.forEach((x, q) => {
      const depth = x.length / rows;
      for (let k = 0; k < depth; k++) sum += x[i * depth + k]! * weights[q]![k * columns + j]!;
    });
    return sum;
  });
}

function run(
  kernels: Kernels,
  { rows, columns, xs, weights, bias }: Problem,
  activation: ActivationName,
): Float32Array {
  const depths = weights.map(({ length }) => length / columns);
  const blocks = xs.map((x) => blockOf(kernels, x));
  const matrices = weights.map((weight, q) => ({ block: blockOf(kernels, weight), rows: depths[q]!, columns }));
  const packed = packMatrix(kernels, ...matrices);
  const out = kernels.alloc(rows * columns);
  const parts = blocks.map((block, q) => ({ block, rows, columns: depths[q]! }));
  const biasBlock = blockOf(kernels, bias);
  layer(kernels, { parts, packed, columns, out: { block: out } }, { bias: biasBlock, activation, slope: 0.2 });
  const found = out.f32.slice();
  free(kernels, [...blocks, ...matrices.map(({ block }) => block), packed, out, biasBlock]);
  return found;
}

function free(kernels: Kernels, blocks: readonly Block[]): void {
  for (const block of blocks) kernels.free(block);
}

Deno.test("layer() is act(x W + b) of inputs side by side, for every activation and odd shapes", () => {
  for (const kernels of kernelSets()) {
    const { live } = kernels.memory;
    for (const size of SIZES) {
      const given = problem(new Rng(size[0]), size);
      for (const activation of size[2] === 33 ? NAMES : NAMES.slice(0, 2)) {
        const want = sums(given).map(ACTIVE[activation]![0]);
        assertClose(run(kernels, given, activation), want, 1e-6, `${kernels.kind} ${size} ${activation}`);
      }
    }
    assert.equal(kernels.memory.live, live);
  }
});

Deno.test("layer() and layerBackward() give the same bytes on any number of threads", () => {
  for (const kernels of kernelSets()) {
    const given = problem(new Rng(1), [900, [40, 30], 50]);
    const [first, ...others] = onThreads(
      kernels,
      () => [run(kernels, given, "relu"), ...backward(kernels, given, "tanh")],
    );
    for (const other of others) assert.deepEqual(other, first);
  }
});

/** Gradients of the inputs, then of the weights below each other with the bias. */
function backward(kernels: Kernels, given: Problem, activation: ActivationName): Float32Array[] {
  const { rows, columns, xs, weights, dy } = given;
  const y = blockOf(kernels, run(kernels, given, activation));
  const gradient = blockOf(kernels, dy);
  const parts = xs.map((x, q) => {
    const depth = weights[q]!.length / columns, block = blockOf(kernels, weights[q]!);
    const packed = packMatrix(kernels, { block, rows: columns, columns: depth, transposed: true });
    kernels.free(block);
    return { x: blockOf(kernels, x), depth, gradient: { packed, out: kernels.alloc(rows * depth) } };
  });
  const sums = layerBackward(kernels, { dy: gradient, y, rows, columns, parts, activation, slope: 0.2 });
  const found = [...parts.map(({ gradient: { out } }) => out.f32.slice()), sums.f32.slice()];
  free(kernels, [y, gradient, sums, ...parts.flatMap(({ x, gradient: { packed, out } }) => [x, packed, out])]);
  return found;
}

Deno.test("layerBackward() is the gradient of layer(), for every activation and odd shapes", () => {
  for (const kernels of kernelSets()) {
    const { live } = kernels.memory;
    for (const size of SIZES) {
      const given = problem(new Rng(size[0]), size);
      const { rows, columns, xs, weights, dy } = given;
      for (const activation of size[2] === 33 ? NAMES : NAMES.slice(0, 2)) {
        const g = sums(given).map((v, p) => ACTIVE[activation]![1](v) * dy[p]!);
        const found = backward(kernels, given, activation);
        const ofWeights: number[] = [];
        xs.forEach((x, q) => {
          const depth = weights[q]!.length / columns;
          const dx = new Float64Array(rows * depth), dw = new Float64Array(depth * columns);
          for (let i = 0; i < rows; i++) {
            for (let k = 0; k < depth; k++) {
              for (let j = 0; j < columns; j++) {
                dx[i * depth + k]! += g[i * columns + j]! * weights[q]![k * columns + j]!;
                dw[k * columns + j]! += x[i * depth + k]! * g[i * columns + j]!;
              }
            }
          }
          assertClose(found[q]!, dx, 2e-6, `${kernels.kind} ${size} dx`);
          ofWeights.push(...dw);
        });
        for (let j = 0; j < columns; j++) {
          let sum = 0;
          for (let i = 0; i < rows; i++) sum += g[i * columns + j]!;
          ofWeights.push(sum);
        }
        assertClose(found.at(-1)!, ofWeights, 2e-6, `${kernels.kind} ${size} dW`);
      }
    }
    assert.equal(kernels.memory.live, live);
  }
});

Deno.test("layer() refuses blocks that are too short, rows that differ, and more inputs than it takes", () => {
  const [kernels] = kernelSets();
  const block = kernels!.alloc(60), packed = kernels!.alloc(4096);
  const part = { block, rows: 10, columns: 6 };
  const operands = { parts: [part], packed, columns: 5, out: { block } };
  layer(kernels!, operands);
  assert.throws(
    () => layer(kernels!, { ...operands, parts: [{ ...part, rows: 11 }] }),
    /room for 66 elements.*left-hand/,
  );
  assert.throws(() => layer(kernels!, { ...operands, packed: block }), /room for .* in the packed right-hand side/);
  assert.throws(() => layer(kernels!, { ...operands, columns: 7 }), /room for 70 elements.*product/);
  assert.throws(() => layer(kernels!, operands, { bias: kernels!.alloc(4) }), /room for 5 elements.*bias/);
  assert.throws(() => layer(kernels!, { ...operands, lengths: kernels!.alloc(9) }), /room for 10 .*lengths/);
  const short = { ...part, rows: 9 };
  assert.throws(() => layer(kernels!, { ...operands, parts: [part, short] }), /10 rows in every input .* found 9/);
  assert.throws(
    () => layer(kernels!, { ...operands, parts: [part, part, part, part, part] }),
    /1 to 4 inputs .* found 5/,
  );
  assert.throws(() => layer(kernels!, operands, { activation: "gelu" as never }), /activation to be one of 'none'/);
  free(kernels!, [block, packed]);
});

Deno.test("layerBackward() refuses blocks that are too short", () => {
  const [kernels] = kernelSets();
  const block = kernels!.alloc(60), packed = kernels!.alloc(4096), short = kernels!.alloc(9);
  const part = { x: block, depth: 6, gradient: { packed, out: block } };
  const operands = { dy: block, rows: 10, columns: 5, parts: [part] };
  assert.throws(() => layerBackward(kernels!, { ...operands, dy: short }), /room for 50 elements.*gradient/);
  assert.throws(() => layerBackward(kernels!, { ...operands, y: short }), /room for 50 elements.*result/);
  assert.throws(() => layerBackward(kernels!, { ...operands, lengths: short }), /room for 10 elements.*lengths/);
  assert.throws(() => layerBackward(kernels!, { ...operands, parts: [{ ...part, x: short }] }), /room for 60 .*input/);
  const tanh = { lengths: block, activation: "tanh" } as const;
  assert.throws(() => layerBackward(kernels!, { ...operands, ...tanh }), /divided by their length to be one of 'none'/);
  const noRoom = { ...part, gradient: { packed, out: short } },
    loose = { ...part, gradient: { packed: short, out: block } };
  assert.throws(() => layerBackward(kernels!, { ...operands, parts: [noRoom] }), /gradient of the input/);
  assert.throws(() => layerBackward(kernels!, { ...operands, parts: [loose] }), /packed weights/);
  free(kernels!, [block, packed, short]);
});
