import assert from "node:assert/strict";
import { patternBlocks, weightedBlocks } from "../../../src/engine/backend/sparse_blocks.ts";
import type { MappedPattern } from "../../../src/engine/mod.ts";
import { kernelSets } from "../../kernels/helpers.ts";

/** Two rows of a matrix of three columns, with some of its arrays replaced. */
function pattern(change: Partial<MappedPattern> = {}): MappedPattern {
  const indptr = Int32Array.of(0, 1, 3), indices = Int32Array.of(2, 0, 1), places = Int32Array.of(1, 0, 1);
  return { nRows: 2, nCols: 3, indptr, indices, places, ...change };
}

const NO_MATRIX: Readonly<Record<string, Partial<MappedPattern>>> = {
  "a column too far": { indices: Int32Array.of(2, 0, 3) },
  "a negative column": { indices: Int32Array.of(2, -1, 1) },
  "starts that fall": { indptr: Int32Array.of(0, 4, 3) },
  "starts that begin late": { indptr: Int32Array.of(1, 1, 3) },
  "starts that end early": { indptr: Int32Array.of(0, 1, 2) },
  "starts of fewer rows": { indptr: Int32Array.of(0, 3) },
};

Deno.test("patternBlocks() refuses what is no matrix, before a kernel follows it", () => {
  for (const kernels of kernelSets()) {
    patternBlocks(kernels, pattern());
    for (const [what, change] of Object.entries(NO_MATRIX)) {
      const refused = { tag: "Corrupt", message: /the 3 entries of 2 rows, and columns below 3/ };
      assert.throws(() => patternBlocks(kernels, pattern(change)), refused, what);
    }
  }
});

Deno.test("weightedBlocks() refuses entries that look for their weights where none are", () => {
  for (const kernels of kernelSets()) {
    const values = kernels.alloc(2);
    assert.equal(weightedBlocks(kernels, pattern(), values, 2).map!.nValues, 2);
    for (const places of [[1, 0, 2], [1, -1, 0]]) {
      const wrong = pattern({ places: Int32Array.from(places) });
      assert.throws(() => weightedBlocks(kernels, wrong, values, 2), { tag: "Corrupt", message: /places below 2/ });
    }
    kernels.free(values);
  }
});
