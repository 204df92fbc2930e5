import assert from "node:assert/strict";
import { describeEngines, openEngine } from "../../../src/engine/mod.ts";
import { graphicsAdapter } from "../../../src/engine/webgpu/graphics_adapter.ts";
import { absentAdapter, adapterTest } from "../adapters.ts";
import { openElsewhere } from "../open_elsewhere.ts";

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

adapterTest("webgpu: opening prints nothing, and takes no right", absent, async () => {
  for (const rights of [["-A"], []]) {
    const { result, complaints } = await openElsewhere("webgpu", rights);
    assert.match(result, /^opened webgpu on .*: 2,3$/);
    if (rights[0] === "-A") assert.equal(complaints, "");
  }
});
