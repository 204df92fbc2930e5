import assert from "node:assert/strict";
import type { Rng } from "../../src/core/rng.ts";
import { Csr } from "../../src/data/csr.ts";
import { type Engine, openEngine, type SparseOperator, sparseOperator, type Tensor } from "../../src/engine/mod.ts";

/** All engines, so that every test runs on each. */
export async function engines(): Promise<Engine[]> {
  return await Promise.all((["native", "wasm", "cpu"] as const).map((engine) => openEngine({ engine })));
}

/** Standard normal numbers as a tensor. */
export function normalTensor(engine: Engine, rng: Rng, shape: readonly number[]): Tensor {
  return engine.tensor(normals(rng, shape.reduce((a, b) => a * b, 1)), shape);
}

export function normals(rng: Rng, length: number): Float32Array {
  return Float32Array.from({ length }, () => rng.normal());
}

/** A random sparse matrix; some rows and columns are empty. */
export function randomOperator(rng: Rng, nRows: number, nCols = nRows): SparseOperator {
  const indptr = new Int32Array(nRows + 1);
  const indices: number[] = [];
  for (let i = 0; i < nRows; i++) {
    const degree = rng.integer(Math.min(4, nCols + 1));
    indices.push(...rng.sample(nCols, degree));
    indptr[i + 1] = indices.length;
  }
  const data = normals(rng, indices.length);
  return sparseOperator(new Csr({ shape: [nRows, nCols], indptr, indices: Int32Array.from(indices), data }));
}

/** |got − want| ≤ tolerance · max(1, largest |want|). */
export function assertClose(got: ArrayLike<number>, want: ArrayLike<number>, tolerance = 1e-5, what = ""): void {
  assert.equal(got.length, want.length, `${what}: lengths`);
  let largest = 1;
  for (let i = 0; i < want.length; i++) largest = Math.max(largest, Math.abs(want[i]!));
  for (let i = 0; i < want.length; i++) {
    const difference = Math.abs(got[i]! - want[i]!);
    assert(difference <= tolerance * largest, `${what}[${i}]: got ${got[i]}, want ${want[i]}`);
  }
}

/** Value and gradients of a scalar function of some tensors. */
export function valueAndGradients(
  engine: Engine,
  inputs: readonly Tensor[],
  score: (...inputs: Tensor[]) => Tensor,
): { readonly value: number; readonly gradients: readonly Float32Array[] } {
  return engine.run(() => {
    const value = score(...inputs).dataSync()[0]!;
    const gradients = engine.tf.grads(score as never)([...inputs]);
    return { value, gradients: gradients.map((gradient) => gradient.dataSync().slice() as Float32Array) };
  });
}

/** Holds a fused op to its twin: the same weighted sum of outputs, and the same gradients of it. */
export function assertTwins(
  engine: Engine,
  inputs: readonly Tensor[],
  fused: (...inputs: Tensor[]) => Tensor,
  twin: (...inputs: Tensor[]) => Tensor,
  rng: Rng,
  tolerance = 1e-5,
): void {
  const shape = engine.run(() => fused(...inputs).shape);
  const upstream = normalTensor(engine, rng, shape);
  const scored = (op: (...inputs: Tensor[]) => Tensor) => (...all: Tensor[]) =>
    engine.tf.sum(engine.tf.mul(op(...all), upstream));
  engine.backend?.fallbacks.clear();
  const got = valueAndGradients(engine, inputs, scored(fused));
  const slow = [...engine.backend?.fallbacks.keys() ?? []];
  assert.deepEqual(slow, [], `ops without a compiled kernel on ${engine.name}`);
  const want = valueAndGradients(engine, inputs, scored(twin));
  assertClose([got.value], [want.value], tolerance, "value");
  got.gradients.forEach((gradient, i) => assertClose(gradient, want.gradients[i]!, tolerance, `gradient ${i}`));
  upstream.dispose();
}
