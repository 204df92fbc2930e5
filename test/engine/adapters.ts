import assert from "node:assert/strict";
import process from "node:process";
import { Rng } from "../../src/core/rng.ts";
import type { Engine, EngineName, Tensor } from "../../src/engine/mod.ts";
import { graphicsAdapter } from "../../src/engine/webgpu/graphics_adapter.ts";
import { assertClose, normals } from "./helpers.ts";
import type { TableOp } from "./op_table.ts";

/** Why an engine that a machine may lack cannot be tested here; said on the console, once a file. */
export async function absentAdapter(engine: "webgpu" | "tensorflow"): Promise<string | undefined> {
  const why = engine === "webgpu"
    ? await graphicsAdapter() ? undefined : "there is no adapter (deno run -A tools/software_adapter.ts installs one)"
    : process.env.WEFT_TENSORFLOW
    ? undefined
    : "WEFT_TENSORFLOW is not set (deno task tensorflow:setup)";
  if (why !== undefined) console.warn(`SKIPPED: tests of ${engine}: ${why}`);
  return why;
}

/** A test that is skipped without its engine; graphics libraries and TensorFlow hold resources as long as a process lives. */
export function adapterTest(name: string, absent: string | undefined, fn: () => Promise<void>): void {
  Deno.test({ name, ignore: absent !== undefined, sanitizeOps: false, sanitizeResources: false, fn });
}

/** What an op gives on an engine: its result, and the gradients of a weighted sum of it. */
export async function outcome(
  engine: Engine,
  { shapes, op, positive, differentiable = true }: TableOp,
): Promise<Float32Array[]> {
  const { tf } = engine;
  const rng = new Rng(7);
  const alive = engine.nTensors;
  const inputs = shapes.map((shape) => {
    const values = normals(rng, shape.reduce((a, b) => a * b, 1));
    return engine.tensor(positive ? values.map((value) => 0.5 + Math.abs(value)) : values, shape);
  });
  const value = engine.run(() => op(engine, inputs));
  const weights = engine.tensor(normals(rng, value.size), value.shape);
  const score = (...all: Tensor[]) => tf.sum(tf.mul(op(engine, all), weights));
  const gradients = differentiable ? engine.run(() => tf.grads(score as never)(inputs)) : [];
  const read = await Promise.all([value, ...gradients as Tensor[]].map((tensor) => engine.read(tensor)));
  tf.dispose([value, weights, ...inputs, ...gradients]);
  assert.equal(engine.nTensors, alive, "tensors left behind");
  return read;
}

/** Holds an op on one engine to the same op on another. */
export async function assertSame(engine: Engine, oracle: Engine, op: TableOp, tolerance: number): Promise<void> {
  const want = await outcome(oracle, op);
  const got = await outcome(engine, op);
  got.forEach((values, i) => {
    const what = i === 0 ? "value" : `gradient ${i - 1}`;
    assertClose(values, want[i]!, tolerance, `${op.name} on ${engine.name satisfies EngineName}, ${what}`);
  });
}
