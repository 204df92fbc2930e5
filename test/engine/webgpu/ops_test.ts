import assert from "node:assert/strict";
import { isWeftError } from "../../../src/core/mod.ts";
import { openEngine } from "../../../src/engine/mod.ts";
import { absentAdapter, adapterTest, assertSame, outcome } from "../adapters.ts";
import { OPS } from "../op_table.ts";

const absent = await absentAdapter("webgpu");

/** Ops that need what a card cannot give. */
const UNSUPPORTED = ["nuclearNorm"];

for (const op of OPS) {
  if (UNSUPPORTED.includes(op.name)) continue;
  adapterTest(`webgpu: ${op.name} gives the value and gradients of native code`, absent, async () => {
    await assertSame(await openEngine({ engine: "webgpu" }), await openEngine({ engine: "native" }), op, 2e-5);
  });
}

adapterTest("webgpu: ops that a card cannot do are refused by name", absent, async () => {
  const engine = await openEngine({ engine: "webgpu" });
  for (const name of UNSUPPORTED) {
    await assert.rejects(outcome(engine, OPS.find((op) => op.name === name)!), (error: unknown) => {
      assert(isWeftError(error, "Unsupported"), String(error));
      assert(error.message.includes(`'${name}'`), error.message);
      return true;
    });
  }
});
