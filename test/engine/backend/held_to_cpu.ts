import assert from "node:assert/strict";
import type { Rng } from "../../../src/core/rng.ts";
import { type Engine, openEngine, type Tensor, type Tf } from "../../../src/engine/mod.ts";

/** The elements and shape of a tensor, outside every engine. */
export interface Input {
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array | Uint8Array;
}

/** An op of the library. */
export type Op = (tf: Tf, ...inputs: Tensor[]) => Tensor | Tensor[];

const cpu = await openEngine({ engine: "cpu" });
/** The engines whose ops are held to the library's. */
export const COMPILED: readonly Engine[] = [
  await openEngine({ engine: "native" }),
  await openEngine({ engine: "wasm" }),
];

const TYPES = new Map<unknown, "float32" | "int32" | "bool">([
  [Float32Array, "float32"],
  [Int32Array, "int32"],
  [Uint8Array, "bool"],
]);

/** A result of an op, outside every engine. */
export interface Result {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly values: readonly number[];
}

/** Runs an op on an engine and returns its results with shape and type. */
export function results(engine: Engine, op: Op, inputs: readonly Input[]): Result[] {
  return engine.run(() => {
    const tensors = inputs.map(({ shape, values }) => {
      return engine.tf.tensor(values, [...shape], TYPES.get(values.constructor)!) as Tensor;
    });
    const found = op(engine.tf, ...tensors);
    return [found].flat().map((tensor) => ({
      shape: tensor.shape,
      dtype: tensor.dtype,
      values: [...tensor.dataSync()],
    }));
  });
}

/** Asserts that an op gives what tfjs-cpu gives on every compiled engine, and on compiled kernels alone. */
export function heldToCpu(
  what: string,
  op: Op,
  inputs: readonly Input[],
  { tolerance = 2e-6, fallbacks = [] as readonly string[] } = {},
): void {
  const want = results(cpu, op, inputs);
  for (const engine of COMPILED) {
    const label = `${engine.name} ${what} of ${inputs.map(({ shape }) => `[${shape}]`).join(" and ")}`;
    engine.backend!.fallbacks.clear();
    const before = engine.nTensors;
    const got = results(engine, op, inputs);
    assert.deepEqual([...engine.backend!.fallbacks.keys()], fallbacks, `${label}: left to plain JavaScript`);
    assert.equal(engine.nTensors, before, `${label}: tensors are left over`);
    assert.equal(got.length, want.length, label);
    got.forEach(({ shape, dtype, values }, k) => {
      assert.deepEqual([shape, dtype], [want[k]!.shape, want[k]!.dtype], label);
      values.forEach((value, i) => assertNear(value, want[k]!.values[i]!, tolerance, `${label}: element ${i}`));
    });
  }
}

function assertNear(got: number, want: number, tolerance: number, what: string): void {
  if (Object.is(got, want) || got === want) return;
  assert(Math.abs(got - want) <= tolerance * Math.max(1, Math.abs(want)), `${what} is ${got} instead of ${want}`);
}

/** Numbers around zero with everything that is special about floats among them. */
const SPECIAL = [0, -0, NaN, Infinity, -Infinity, 1, -1, 1e-30, -1e-8, 88, -88, 200, -200, 0.5, 1.5, 2.5, -0.5];

/** Random floats of a shape; with `special` every other one is a special one. */
export function floats(rng: Rng, shape: readonly number[], special = false): Input {
  const values = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => {
    return special && rng.uniform() < 0.5 ? SPECIAL[rng.integer(SPECIAL.length)]! : 2 * rng.normal();
  });
  return { shape, values };
}

/** Random integers of a shape from 0 to `below` − 1, less `minus`. */
export function integers(rng: Rng, shape: readonly number[], below: number, minus = 0): Input {
  const length = shape.reduce((a, b) => a * b, 1);
  return { shape, values: Int32Array.from({ length }, () => rng.integer(below) - minus) };
}

/** Random flags of a shape. */
export function flags(rng: Rng, shape: readonly number[]): Input {
  const length = shape.reduce((a, b) => a * b, 1);
  return { shape, values: Uint8Array.from({ length }, () => rng.integer(2)) };
}
