import assert from "node:assert/strict";
import { OP } from "../../src/kernels/generated/op.ts";
import type { Kernels } from "../../src/kernels/mod.ts";
import { selfTest } from "../../src/kernels/self_test.ts";
import { onEach } from "./support.ts";

/** The same kernels, watched and with one left out. */
function without(kernels: Kernels, op: number | undefined, called = new Set<number>()): Kernels {
  return new Proxy(kernels, {
    get(of, name) {
      if (name === "run") {
        return (code: number, args: readonly number[], parallel: boolean) => {
          called.add(code);
          if (code !== op) of.run(code, args, parallel);
        };
      }
      const value = Reflect.get(of, name, of);
      return typeof value === "function" ? value.bind(of) : value;
    },
  });
}

Deno.test("selfTest() finds nothing wrong with right kernels, and gives its blocks back", () =>
  onEach((kernels) => {
    const { live } = kernels.memory;
    assert.equal(selfTest(kernels), null);
    assert.equal(kernels.memory.live, live);
  }));

Deno.test("selfTest() tells the first element that a wrong kernel leaves wrong, and gives its blocks back", () =>
  onEach((kernels) => {
    const { live } = kernels.memory;
    const called = new Set<number>();
    assert.equal(selfTest(without(kernels, undefined, called)), null);
    assert(called.has(OP.spmm));
    // A recycled block still holds what was packed before.
    called.delete(OP.pack);
    for (const op of called) {
      assert.match(selfTest(without(kernels, op))!, /^element 0, 0 of a (sparse )?product is NaN instead of -?\d+$/);
    }
    assert.equal(kernels.memory.live, live);
  }));
