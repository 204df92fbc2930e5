import assert from "node:assert/strict";
import { withKept } from "../../src/kernels/with_kept.ts";
import { kernelSets } from "./helpers.ts";

Deno.test("withKept() leaves the blocks to the caller, and frees every one when the work throws", () => {
  const kernels = kernelSets()[0]!;
  const live = kernels.memory.live;
  const pair = withKept(kernels, (take) => [take(kernels.alloc(8)), take(kernels.alloc(9))]);
  assert.deepEqual(pair.map(({ length }) => length), [8, 9]);
  assert.notEqual(kernels.memory.live, live);
  for (const block of pair) kernels.free(block);
  assert.equal(kernels.memory.live, live);
  assert.throws(() =>
    withKept(kernels, (take) => {
      take(kernels.alloc(8));
      take(kernels.alloc(9));
      throw new RangeError("the work's own");
    }), /the work's own/);
  assert.equal(kernels.memory.live, live);
});
