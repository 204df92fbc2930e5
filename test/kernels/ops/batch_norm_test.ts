import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import type { Block } from "../../../src/kernels/block.ts";
import { batchNorm, type BatchNormForm } from "../../../src/kernels/ops/batch_norm.ts";
import { batchNormBackward } from "../../../src/kernels/ops/batch_norm_backward.ts";
import type { Kernels } from "../../../src/kernels/mod.ts";
import { blockOf, kernelSets, onThreads } from "../helpers.ts";

const FORM: BatchNormForm = { training: true, epsilon: 1e-5, momentum: 0.1, activation: "leakyRelu", slope: 0.1 };
const EVALUATION: BatchNormForm = { ...FORM, training: false, activation: "none" };
const SHAPES = [[2, 1], [0, 3], [5, 0], [7, 33], [300, 18], [128, 256]] as const;

/** Column 0 lies far from 0. */
function run(kernels: Kernels, rows: number, columns: number, form: BatchNormForm) {
  const rng = new Rng(rows + columns);
  const blocks: Block[] = [];
  const make = (length: number, of: (i: number) => number) => {
    const block = blockOf(kernels, Float32Array.from({ length }, (_, i) => of(i)));
    blocks.push(block);
    return block;
  };
  const n = rows * columns;
  const x = make(n, (i) => i % columns === 0 ? 100 + 1e-2 * rng.normal() : 3 * rng.normal());
  const [gamma, beta, means] = [columns, columns, columns].map((length) => make(length, () => rng.normal()));
  const variances = make(columns, () => 0.5 + rng.uniform());
  const dy = make(n, () => rng.normal());
  const before = [means!, variances].map((block) => block.f32.slice());
  const [y, dx] = [make(n, () => NaN), make(n, () => NaN)];
  const [saved, dGamma, dBeta] = [3, 1, 1].map((k) => make(k * columns, () => NaN));
  const read = { rows, columns, x, gamma: gamma!, saved: saved! };
  batchNorm(kernels, { ...read, beta: beta!, means: means!, variances, y }, form);
  batchNormBackward(kernels, { ...read, dy, y, dx, dGamma: dGamma!, dBeta: dBeta! }, form);
  const copy = (block: Block | undefined) => block!.f32.slice();
  const results = [y, dx, dGamma, dBeta, means, variances].map(copy);
  const inputs = { x: copy(x), gamma: copy(gamma), beta: copy(beta), dy: copy(dy), before };
  for (const block of blocks) kernels.free(block);
  return { results: results as [Float32Array, ...Float32Array[]], inputs };
}

Deno.test("batchNorm() and batchNormBackward() follow the formulae in float64, in training and not, for odd shapes", () => {
  for (const kernels of kernelSets()) {
    for (const form of [FORM, EVALUATION]) {
      for (const [rows, columns] of SHAPES) {
        const { results: [y, dx, dGamma, dBeta, means, variances], inputs } = run(kernels, rows, columns, form);
        const { x, gamma, beta, dy, before: [oldMeans, oldVariances] } = inputs;
        const close = (got: number, want: number, scale: number, what: string) =>
          assert(
            Math.abs(got - want) <= 4e-6 * Math.max(scale, Math.abs(want)),
            `${what}, ${kernels.kind} ${rows}×${columns}: ${got}, not ${want}`,
          );
        for (let j = 0; j < columns; j++) {
          const at = (i: number) => i * columns + j;
          const mean_ = (of: (i: number) => number) => {
            let sum = 0;
            for (let i = 0; i < rows; i++) sum += of(i);
            return rows === 0 ? 0 : sum / rows;
          };
          const own = form.training && rows > 0;
          const mean = own ? mean_((i) => x[at(i)]!) : oldMeans![j]!;
          const variance = own ? mean_((i) => (x[at(i)]! - mean) ** 2) : oldVariances![j]!;
          const [m, unbiased] = [form.momentum, rows / Math.max(1, rows - 1)];
          close(means![j]!, own ? (1 - m) * oldMeans![j]! + m * mean : mean, 1, "mean");
          close(variances![j]!, own ? (1 - m) * oldVariances![j]! + m * unbiased * variance : variance, 1, "variance");
          const inverse = 1 / Math.sqrt(variance + form.epsilon);
          const hat = (i: number) => (x[at(i)]! - mean) * inverse;
          const slope = (i: number) => form.activation === "none" || y[at(i)]! > 0 ? 1 : 0.1;
          const g = (i: number) => dy[at(i)]! * slope(i);
          const scale = Math.abs(gamma[j]! * inverse) * 4;
          for (let i = 0; i < rows; i++) {
            const plain = hat(i) * gamma[j]! + beta[j]!;
            close(y[at(i)]!, form.activation === "none" || plain > 0 ? plain : 0.1 * plain, Math.abs(hat(i)) + 1, "y");
            const through = own ? g(i) - mean_(g) - hat(i) * mean_((k) => g(k) * hat(k)) : g(i);
            close(dx![at(i)]!, through * gamma[j]! * inverse, scale, "dx");
          }
          close(dGamma![j]!, rows * mean_((i) => g(i) * hat(i)), 10 * Math.sqrt(rows + 1), "dGamma");
          close(dBeta![j]!, rows * mean_(g), 10 * Math.sqrt(rows + 1), "dBeta");
        }
      }
    }
  }
});

Deno.test("batchNorm() of a constant column is beta, and its gradient is finite", () => {
  for (const kernels of kernelSets()) {
    const [x, gamma, beta, means, variances, y, saved] = [[7, 7, 7], [2], [0.5], [0], [1], [0, 0, 0], [0, 0, 0]].map(
      (values) => blockOf(kernels, values),
    );
    const read = { rows: 3, columns: 1, x: x!, gamma: gamma!, saved: saved! };
    const form = { ...FORM, activation: "none" } as const;
    batchNorm(kernels, { ...read, beta: beta!, means: means!, variances: variances!, y: y! }, form);
    assert.deepEqual([...y!.f32], [0.5, 0.5, 0.5]);
    batchNormBackward(kernels, { ...read, dy: x!, y: y!, dx: y!, dGamma: means!, dBeta: variances! }, form);
    assert.deepEqual([...y!.f32], [0, 0, 0]);
    for (const block of [x, gamma, beta, means, variances, y, saved]) kernels.free(block!);
  }
});

Deno.test("batchNorm() and batchNormBackward() give the same bytes on any number of threads", () => {
  for (const kernels of kernelSets()) {
    const [first, ...others] = onThreads(kernels, () => run(kernels, 200, 333, FORM).results);
    for (const other of others) assert.deepEqual(other, first);
  }
});

Deno.test("batchNorm() and batchNormBackward() refuse blocks that are too short", () => {
  const [kernels] = kernelSets();
  const [long, short] = [12, 11].map((length) => kernels!.alloc(length));
  const [row, less] = [4, 3].map((length) => kernels!.alloc(length));
  const size = { rows: 3, columns: 4 };
  const forward = { ...size, x: long!, gamma: row!, beta: row!, means: row!, variances: row!, y: long!, saved: long! };
  const backward = {
    ...size,
    dy: long!,
    y: long!,
    x: long!,
    gamma: row!,
    saved: long!,
    dx: long!,
    dGamma: row!,
    dBeta: row!,
  };
  const refused = { tag: "Misaligned" };
  for (const name of Object.keys(forward).slice(2)) {
    const with_ = { ...forward, [name]: forward[name as "x"] === row ? less! : short! };
    assert.throws(() => batchNorm(kernels!, with_, FORM), refused, name);
  }
  for (const name of Object.keys(backward).slice(2)) {
    const with_ = { ...backward, [name]: backward[name as "x"] === row ? less! : short! };
    assert.throws(() => batchNormBackward(kernels!, with_, FORM), refused, name);
  }
  for (const block of [long, short, row, less]) kernels!.free(block!);
});
