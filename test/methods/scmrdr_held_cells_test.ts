import assert from "node:assert/strict";
import { openEngine } from "../../src/engine/mod.ts";
import { cellTensors } from "../../src/methods/scmrdr/cells.ts";
import { resolveConfig } from "../../src/methods/scmrdr/config.ts";
import { HeldCells } from "../../src/methods/scmrdr/held_cells.ts";
import { scmrdrInputs } from "../../src/methods/scmrdr/inputs.ts";
import { cells } from "./cells.ts";

Deno.test("HeldCells makes the tensors of a mini-batch once, replaces them by the next, and frees them", async () => {
  const engine = await openEngine({ engine: "wasm" });
  const config = resolveConfig("default", {});
  const inputs = scmrdrInputs(cells(), config, {});
  const before = engine.nTensors;
  const held = new HeldCells();
  const of = (chosen: Int32Array) =>
    engine.run(() => held.of(engine, chosen, () => cellTensors(engine, inputs, chosen, config)));
  const [some, others] = [new Int32Array([0, 5]), new Int32Array([7, 20, 1])];
  const first = of(some);
  assert.equal(of(some), first);
  const rows = (await engine.read(first.counts)).slice();
  assert.deepEqual([...await engine.read(first.x)], [...rows].map((count) => Math.fround(Math.log1p(count))));
  const size = rows.subarray(0, rows.length / 2).reduce((a, b) => a + b, 0);
  assert.equal((await engine.read(first.size))[0], size);
  const second = of(others);
  assert.notEqual(second, first);
  assert.equal(first.counts.isDisposed, true);
  assert.deepEqual([...second.modality], [...others].map((cell) => inputs.modality[cell]!));
  held.dispose();
  held.dispose();
  assert.equal(engine.nTensors, before);
});
