import assert from "node:assert/strict";
import { describeEngines, openEngine } from "../../../src/engine/mod.ts";
import { graphicsAdapter } from "../../../src/engine/webgpu/graphics_adapter.ts";
import { absentAdapter, adapterTest } from "../adapters.ts";

const absent = await absentAdapter("webgpu");

adapterTest("webgpu: the engine and its report name the adapter, and say when it is software", absent, async () => {
  const { name, software } = (await graphicsAdapter())!;
  const kind = software ? `${name}: software, no card` : name;
  const engine = await openEngine({ engine: "webgpu" });
  assert.deepEqual([engine.name, engine.kind, engine.threads, engine.backend], ["webgpu", kind, 1, undefined]);
  const report = await describeEngines({ engine: "webgpu" });
  assert.deepEqual([report.name, report.kind, report.why], ["webgpu", kind, engine.why]);
});

adapterTest("webgpu: auto never takes it, whatever the adapter", absent, async () => {
  const report = await describeEngines();
  assert.notEqual(report.name, "webgpu");
  const choice = report.choices.find(({ name }) => name === "webgpu")!;
  assert.deepEqual([choice.available, choice.automatic], [true, false]);
});

adapterTest("webgpu: opening prints nothing", absent, async () => {
  const code = `const { openEngine } = await import("weft/engine");
    const engine = await openEngine({ engine: "webgpu" });
    const y = engine.run(() => engine.tensor(new Float32Array([1, 2]), [2]).add(1));
    if ((await engine.read(y))[1] !== 3) throw new Error("wrong");
    Deno.exit();`;
  const { XDG_RUNTIME_DIR: _, ...env } = Deno.env.toObject();
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-check", code],
    env: { ...env, NO_COLOR: "1" },
    clearEnv: true,
  }).output();
  const printed = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  assert.deepEqual(printed, ["", ""]);
  assert(success);
});
