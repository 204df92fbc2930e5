import { openEngine } from "../../../src/engine/mod.ts";
import { absentAdapter, adapterTest, assertSame } from "../adapters.ts";
import { OPS } from "../op_table.ts";

const absent = await absentAdapter("tensorflow");

for (const op of OPS) {
  adapterTest(`tensorflow: ${op.name} gives the value and gradients of native code`, absent, async () => {
    await assertSame(await openEngine({ engine: "tensorflow" }), await openEngine({ engine: "native" }), op, 2e-5);
  });
}
