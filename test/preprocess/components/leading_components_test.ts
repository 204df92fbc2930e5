import assert from "node:assert/strict";
import { componentCount } from "../../../src/preprocess/components/component_count.ts";
import { leadingComponents } from "../../../src/preprocess/components/leading_components.ts";
import { maxComponents } from "../../../src/preprocess/components/max_components.ts";
import { rowMajor } from "../../../src/preprocess/row_major.ts";
import { adataOf, assertClose, assertThrows, randomCounts, randomNormal, storages } from "../support.ts";

Deno.test("leadingComponents() agrees between solvers, sizes and storages", () => {
  for (const [nRows, nCols] of [[40, 30], [300, 280]] as const) {
    for (const [name, X] of storages(randomCounts(1, nRows, nCols))) {
      const offsets = new Float64Array(nCols);
      const exact = leadingComponents(rowMajor(X), { nComps: 2, offsets, solver: "exact", seed: 0 });
      const auto = leadingComponents(rowMajor(X), { nComps: 2, offsets, solver: "auto", seed: 0 });
      const random = leadingComponents(rowMajor(X), { nComps: 2, offsets, solver: "randomized", seed: 0 });
      assert.deepEqual(auto, exact, name);
      assertClose(random.s.subarray(0, 1), exact.s.subarray(0, 1), 1e-9, name);
    }
  }
});

Deno.test("leadingComponents() subtracts the offsets", () => {
  const x = randomNormal(2, 12, 9);
  const shifted = x.toRows().map((row) => row.map((value, j) => value + j));
  const offsets = Float64Array.from({ length: 9 }, (_, j) => j);
  const options = { nComps: 4, solver: "exact", seed: 0 } as const;
  const moved = leadingComponents(rowMajor(adataOf(shifted).X!), { ...options, offsets });
  const plain = leadingComponents(rowMajor(x), { ...options, offsets: new Float64Array(9) });
  assertClose(moved.s, plain.s, 1e-10);
  assertClose(moved.u, plain.u, 1e-8);
});

Deno.test("maxComponents() is one less than observations and variables used", () => {
  const adata = adataOf(randomNormal(3, 6, 4));
  assert.equal(maxComponents(adata), 3);
  const marked = adata.with({ var: { highly_variable: [true, true, false, false] } });
  assert.equal(maxComponents(marked), 1);
  assert.equal(maxComponents(marked, false), 3);
  assert.equal(maxComponents(adata.subset({ obs: [] as number[] })), 0);
});

Deno.test("componentCount() checks what is asked for, and takes 50 at most when nothing is", () => {
  assert.equal(componentCount(3, 7), 3);
  assert.equal(componentCount(undefined, 7), 7);
  assert.equal(componentCount(undefined, 700), 50);
  assertThrows(() => componentCount(8, 7), "TooSmall", /at most 7/);
  assertThrows(() => componentCount(undefined, 0), "TooSmall", /two observations/);
  assertThrows(() => componentCount(1.5, 7), "InvalidArgument", /nComps/);
});
