import assert from "node:assert/strict";
import { isWeftError } from "../../../src/core/mod.ts";
import { openEngine, type Tensor } from "../../../src/engine/mod.ts";
import { runShader } from "../../../src/engine/webgpu/run_shader.ts";
import type { WebgpuBackend } from "../../../src/engine/webgpu/webgpu_backend.ts";
import { absentAdapter, adapterTest } from "../adapters.ts";

const absent = await absentAdapter("webgpu");
const open = () => openEngine({ engine: "webgpu" });

adapterTest("webgpu: a shader that does not compile is an error at the next read, once", absent, async () => {
  const engine = await open();
  const { tf } = engine;
  const x = engine.tensor(new Float32Array([1, 2, 3]), [3]);
  const broken = { name: "broken", operands: ["x"], body: "setOutputAtIndex(index, nowhere[index]);" };
  tf.registerKernel({
    kernelName: "Broken",
    backendName: "webgpu",
    kernelFunc: ({ inputs, backend }) =>
      runShader(backend as unknown as WebgpuBackend, broken, { operands: [inputs["x"] as never], shape: [3] }) as never,
  });
  const y = engine.run(() => tf.engine().runKernel("Broken", { x: x as never }) as unknown as Tensor);
  await assert.rejects(engine.read(y), (error: unknown) => {
    assert(isWeftError(error, "Failed"), String(error));
    assert.match(error.message, /graphics card .* but found [^]*no definition in scope for identifier: `nowhere`/);
    return true;
  });
  const fine = engine.run(() => tf.add(x, 1));
  assert.deepEqual([...await engine.read(fine)], [2, 3, 4]);
  tf.unregisterKernel("Broken", "webgpu");
  tf.dispose([x, y, fine]);
});

adapterTest(
  "webgpu: a tensor larger than the card binds is refused with the limit and what is needed",
  absent,
  async () => {
    const engine = await open();
    const { tf } = engine;
    const { maxStorageBufferBindingSize: limit } = (tf.backend() as unknown as WebgpuBackend).device.limits;
    const rows = Math.floor(limit / 256) + 1;
    const x = engine.tensor(new Float32Array(64), [1, 64]);
    const { nTensors } = engine;
    assert.throws(() => engine.run(() => tf.tile(x, [rows, 1])), (error: unknown) => {
      assert(isWeftError(error, "Unsupported"), String(error));
      assert(error.message.includes(`at most ${limit} bytes`), error.message);
      assert(error.message.includes(`found ${256 * rows} bytes: shape [${rows},64]`), error.message);
      assert.match(error.message, /op 'tile'.*engine: "auto"/);
      return true;
    });
    assert.equal(engine.nTensors, nTensors);
    x.dispose();
  },
);

adapterTest("webgpu: reading at once is refused with what to do instead", absent, async () => {
  const engine = await open();
  const x = engine.tensor(new Float32Array([1, 2]), [2]);
  const y = engine.run(() => engine.tf.add(x, 1));
  assert.throws(() => y.dataSync(), (error: unknown) => {
    assert(isWeftError(error, "Unsupported"), String(error));
    assert.match(error.message, /dataSync\(\).*await engine\.read\(tensor\)/);
    return true;
  });
  assert.deepEqual([...await engine.read(y)], [2, 3]);
  engine.tf.dispose([x, y]);
});

adapterTest(
  "webgpu: a product over nothing is 0, and what the library cannot do without elements is refused",
  absent,
  async () => {
    const engine = await open();
    const { tf } = engine;
    const zeros = engine.run(() => tf.matMul(tf.zeros([2, 0]), tf.zeros([0, 3])) as Tensor);
    assert.deepEqual([...await engine.read(zeros)], [0, 0, 0, 0, 0, 0]);
    assert.throws(() => engine.run(() => tf.sum(tf.add(tf.zeros([0, 3]), 1), 0)), (error: unknown) => {
      assert(isWeftError(error, "Unsupported"), String(error));
      assert.match(error.message, /to run on this graphics adapter but found .*\(inputs \[/);
      return true;
    });
    zeros.dispose();
  },
);
