import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { WeftError } from "../../src/core/error.ts";
import type { Kernels } from "../../src/kernels/mod.ts";
import { infoNce } from "../../src/kernels/ops/info_nce.ts";
import { isometry, paddedRows } from "../../src/kernels/ops/isometry.ts";
import { likelihood } from "../../src/kernels/ops/likelihood.ts";
import { nuclearNorm } from "../../src/kernels/ops/nuclear_norm.ts";
import { withScratch } from "../../src/kernels/with_scratch.ts";
import { blockOf, kernelSets } from "./helpers.ts";

const [rows, width] = [7, 5];

/** Work that takes scratch memory, given a matrix, and how often it does. */
const WORK: Readonly<Record<string, (kernels: Kernels) => () => number>> = {
  infoNce(kernels) {
    const pair = [matrix(kernels, 1), matrix(kernels, 2)] as const;
    return () => infoNce(kernels, { pair, rows, width, block: 4, temperature: 0.5 });
  },
  isometry(kernels) {
    const classes = blockOf(kernels, new Int32Array(paddedRows(kernels, rows)).fill(-1).fill(0, 0, rows));
    const [u, v] = [matrix(kernels, 1), matrix(kernels, 2)];
    return () => isometry(kernels, { u, v, widths: [width, width], classes, rows });
  },
  likelihood(kernels) {
    const at = Int32Array.from({ length: rows }, (_, i) => i % 2);
    const ones = blockOf(kernels, new Float32Array(rows * width).fill(1));
    const [theta, weights] = [{ block: ones, at }, { block: ones, at }];
    const operands = { rows, columns: width, x: ones, mean: ones, theta, weights };
    return () => likelihood(kernels, { family: "nb" }, operands);
  },
  nuclearNorm(kernels) {
    const y = matrix(kernels, 1);
    return () => nuclearNorm(kernels, { y, rows, width })[0]!;
  },
};

function matrix(kernels: Kernels, seed: number) {
  const rng = new Rng(seed);
  return blockOf(kernels, Float32Array.from({ length: rows * width }, () => rng.normal()));
}

/** Runs work with memory for so many blocks more. */
function withBlocks<T>(kernels: Kernels, count: number, work: () => T): T {
  const alloc = kernels.alloc.bind(kernels);
  let left = count;
  kernels.alloc = (length) => {
    if (left-- <= 0) throw new WeftError("Failed", { expected: "memory", found: "none" });
    return alloc(length);
  };
  try {
    return work();
  } finally {
    Reflect.deleteProperty(kernels, "alloc");
  }
}

Deno.test("kernels that run out of memory give back what they took, wherever it ends", () => {
  for (const kernels of kernelSets()) {
    for (const [name, prepare] of Object.entries(WORK)) {
      const work = prepare(kernels);
      const live = kernels.memory.live;
      const value = work();
      assert.equal(kernels.memory.live, live, name);
      let refused = 0;
      for (;; refused++) {
        try {
          assert.equal(withBlocks(kernels, refused, work), value);
          break;
        } catch (error) {
          assert.ok(error instanceof WeftError && error.tag === "Failed", name);
          assert.equal(kernels.memory.live, live, `${name} with ${refused} blocks on ${kernels.kind}`);
        }
      }
      assert.ok(refused > 1, name);
    }
  }
});

Deno.test("withScratch() hands on what the work gives, and frees every block also when it throws", () => {
  const kernels = kernelSets()[0]!;
  const live = kernels.memory.live;
  const length = withScratch(kernels, (take) => take(kernels.alloc(8)).length + take(kernels.alloc(9)).length);
  assert.equal(length, 17);
  assert.equal(kernels.memory.live, live);
  assert.throws(() =>
    withScratch(kernels, (take) => {
      take(kernels.alloc(8));
      throw new RangeError("the work's own");
    }), /the work's own/);
  assert.equal(kernels.memory.live, live);
});
