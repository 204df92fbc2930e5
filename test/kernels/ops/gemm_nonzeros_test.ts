import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { OP } from "../../../src/kernels/generated/op.ts";
import type { Kernels } from "../../../src/kernels/mod.ts";
import { gemm } from "../../../src/kernels/ops/gemm.ts";
import { gemmNonzeros } from "../../../src/kernels/ops/gemm_nonzeros.ts";
import type { GemmFinish } from "../../../src/kernels/ops/layer.ts";
import { mostlyZeros } from "../../../src/kernels/ops/mostly_zeros.ts";
import { assertClose, normals } from "../../engine/helpers.ts";
import { blockOf, kernelSets, onThreads } from "../helpers.ts";

/** Rows, depth, columns: none so large that `gemm` passes zeros over by itself. */
const SIZES = [
  [0, 5, 40],
  [1, 1, 1],
  [4, 0, 3],
  [3, 512, 64],
  [5, 1100, 70],
  [37, 513, 33],
  [130, 131, 97],
  [18, 63, 260],
  [600, 18, 35],
  [2, 2047, 129],
] as const;
const NONZERO = [0, 0.25, 1];
const FINISHES = ["none", "relu", "elu"] as const;

/** Numbers of which a part is not zero; some of the zeros are negative. */
function sparse(rng: Rng, length: number, part: number): Float32Array {
  return normals(rng, length).map((value) => rng.uniform() < part ? value : value < 0 ? -0 : 0);
}

interface Problem {
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly c: Float32Array;
  readonly bias: Float32Array;
  readonly size: readonly [rows: number, depth: number, columns: number];
}

function problem([rows, depth, columns]: Problem["size"], part: number): Problem {
  const rng = new Rng(rows + 7 * depth);
  const a = sparse(rng, rows * depth, part);
  // A row of zeros alone between others, and one that has none.
  if (rows > 2) a.fill(0, depth, 2 * depth).fill(1.5, 2 * depth, 3 * depth);
  const [b, c, bias] = [depth * columns, rows * columns, columns].map((length) => normals(rng, length));
  return { a, b: b!, c: c!, bias: bias!, size: [rows, depth, columns] };
}

type Multiply = typeof gemm;

/** What a product gives for both ways in which A can lie, and every way to store the result. */
function products(kernels: Kernels, multiply: Multiply, { a, b, c, bias, size }: Problem): Float32Array[] {
  const [rows, depth, columns] = size;
  const turned = a.map((_, p) => a[(p % rows) * depth + Math.floor(p / rows)]!);
  // The first element is passed over, so that nothing is aligned.
  const shifted = (values: Float32Array) => {
    const block = kernels.alloc(1 + values.length);
    block.f32[0] = NaN;
    block.f32.set(values, 1);
    return block;
  };
  const [left, leftTurned, right] = [a, turned, b].map(shifted);
  const plus = blockOf(kernels, bias);
  const found: Float32Array[] = [];
  for (const transposed of [false, true]) {
    for (const activation of FINISHES) {
      for (const finish of [{}, { bias: plus }, { accumulate: true }, { bias: plus, accumulate: true }]) {
        const out = shifted(c);
        const from = { rows, columns: depth, transposed, offset: 1, block: transposed ? leftTurned! : left! };
        const by = { block: right!, rows: depth, columns, offset: 1 };
        multiply(kernels, from, by, { block: out, offset: 1 }, { ...finish, activation });
        assert(Number.isNaN(out.f32[0]));
        found.push(out.f32.slice(1));
        kernels.free(out);
      }
    }
  }
  for (const block of [left!, leftTurned!, right!, plus]) kernels.free(block);
  return found;
}

Deno.test("gemmNonzeros() is the product to the byte, whatever the shape, the zeros and what follows", () => {
  for (const kernels of kernelSets()) {
    const { live } = kernels.memory;
    for (const size of SIZES) {
      for (const part of NONZERO) {
        const given = problem(size, part);
        const found = products(kernels, gemmNonzeros, given);
        assert.deepEqual(found, products(kernels, gemm, given), `${kernels.kind} ${size} ${part}`);
        const [rows, depth, columns] = size;
        const want = Float64Array.from({ length: rows * columns }, (_, p) => {
          const [i, j] = [Math.floor(p / columns), p % columns];
          let sum = 0;
          for (let k = 0; k < depth; k++) sum += given.a[i * depth + k]! * given.b[k * columns + j]!;
          return sum;
        });
        assertClose(found[0]!, want, 3e-6, `${kernels.kind} ${size} ${part}`);
      }
    }
    assert.equal(kernels.memory.live, live);
  }
});

Deno.test("gemmNonzeros() multiplies zeros of A by what is not finite in B, as the product does", () => {
  for (const kernels of kernelSets()) {
    for (const size of [[37, 600, 70], [3, 40, 33]] as const) {
      for (const odd of [Infinity, -Infinity, NaN]) {
        const given = problem(size, 0.25);
        const [, depth, columns] = size;
        given.b[(depth - 1) * columns + 5] = odd;
        // A column of A without any entry hides nothing.
        for (let i = 0; i < size[0]; i++) given.a[i * depth + depth - 1] = 0;
        const found = products(kernels, gemmNonzeros, given);
        assert.deepEqual(found, products(kernels, gemm, given), `${kernels.kind} ${odd}`);
        assert(Number.isNaN(found[0]![5]));
        assert(Number.isFinite(found[0]![4]));
      }
    }
  }
});

Deno.test("gemmNonzeros() keeps what is not finite in A", () => {
  for (const kernels of kernelSets()) {
    const given = problem([20, 530, 40], 0.25);
    [Infinity, NaN, -Infinity].forEach((odd, i) => given.a[529 * (i + 3)] = odd);
    assert.deepEqual(products(kernels, gemmNonzeros, given), products(kernels, gemm, given));
  }
});

Deno.test("gemmNonzeros() gives the same bytes on any number of threads", () => {
  for (const kernels of kernelSets()) {
    for (const size of [[128, 1030, 300], [1030, 128, 70]] as const) {
      const given = problem(size, 0.2);
      const [first, ...others] = onThreads(kernels, () => products(kernels, gemmNonzeros, given));
      for (const other of others) assert.deepEqual(other, first);
    }
  }
});

Deno.test("gemmNonzeros() refuses blocks that are too short, and keeps none of its own", () => {
  const [kernels] = kernelSets() as [Kernels, ...Kernels[]];
  const lengths = { left: 6, right: 15, out: 10, bias: 5 };
  const all = { "left-hand side": "left", "right-hand side": "right", product: "out", bias: "bias" } as const;
  for (const [what, short] of Object.entries(all)) {
    const blocks = Object.fromEntries(
      Object.entries(lengths).map(([name, length]) => [name, kernels.alloc(name === short ? length - 1 : length)]),
    ) as Record<keyof typeof lengths, ReturnType<Kernels["alloc"]>>;
    const { live } = kernels.memory;
    const finish: GemmFinish = { bias: blocks.bias };
    const [a, b] = [{ block: blocks.left, rows: 2, columns: 3 }, { block: blocks.right, rows: 3, columns: 5 }];
    assert.throws(() => gemmNonzeros(kernels, a, b, { block: blocks.out }, finish), new RegExp(`in the ${what}`));
    assert.equal(kernels.memory.live, live);
    for (const block of Object.values(blocks)) kernels.free(block);
  }
});

/** Whether `gemm` passes zeros over. */
function skips(kernels: Kernels, size: Problem["size"], part: number, transposed = false): boolean {
  const [rows, depth, columns] = size;
  const { a, b } = problem(size, part);
  const [left, right, out] = [blockOf(kernels, a), blockOf(kernels, b), kernels.alloc(rows * columns)];
  const called: number[] = [];
  const run = kernels.run.bind(kernels);
  kernels.run = (op, ...rest) => {
    called.push(op);
    run(op, ...rest);
  };
  try {
    gemm(kernels, { block: left, rows, columns: depth }, { block: right, rows: depth, columns, transposed }, {
      block: out,
    });
  } finally {
    // What stood in front of the method goes.
    Reflect.deleteProperty(kernels, "run");
    for (const block of [left, right, out]) kernels.free(block);
  }
  return called.includes(OP.gemmNonzeros);
}

Deno.test("gemm() passes zeros over where there are many, the product is large and vectors are short", () => {
  for (const kernels of kernelSets()) {
    const pays = kernels.panel <= 16;
    assert.equal(skips(kernels, [100, 300, 200], 0.2), pays);
    assert.equal(skips(kernels, [100, 300, 200], 0.6), false);
    assert.equal(skips(kernels, [100, 300, 200], 0.2, true), false);
    assert.equal(skips(kernels, [10, 300, 200], 0.2), false);
    assert.equal(skips(kernels, [500, 300, 20], 0.2), false);
  }
});

Deno.test("mostlyZeros() tells from a sample how much of a matrix is zero, whatever its width and offset", () => {
  const [kernels] = kernelSets() as [Kernels, ...Kernels[]];
  for (const [rows, columns] of [[128, 3000], [1024, 1024], [1, 2000], [999, 2]] as const) {
    const size = rows * columns;
    const seen = (nonzero: (i: number) => boolean): boolean => {
      const block = blockOf(
        kernels,
        Float32Array.from({ length: size + 3 }, (_, i) => i < 3 || nonzero(i - 3) ? 1 : 0),
      );
      try {
        return mostlyZeros({ block, rows, columns, offset: 3 });
      } finally {
        kernels.free(block);
      }
    };
    const rng = new Rng(rows);
    assert.equal(seen(() => rng.uniform() < 0.3), true);
    assert.equal(seen(() => rng.uniform() < 0.5), false);
    // Zeros in the last rows or the last columns alone.
    assert.equal(seen((i) => i < 0.3 * size), true);
    assert.equal(seen((i) => i % columns < 0.5 * columns), false);
  }
});
