import assert from "node:assert/strict";

import type { ErrorTag } from "../../src/core/error.ts";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import type { Rng } from "../../src/core/rng.ts";
import { Csr } from "../../src/data/csr.ts";
import { Dense } from "../../src/data/dense.ts";

/** Groups of rows around centres far apart: `groupSize` rows each, one group after another. */
export function groups(rng: Rng, nGroups: number, groupSize: number, nCols: number, apart = 10): Dense {
  const centres = Float64Array.from({ length: nGroups * nCols }, () => apart * rng.normal());
  const values = Float64Array.from({ length: nGroups * groupSize * nCols }, (_, p) => {
    const group = Math.floor(p / (groupSize * nCols));
    return centres[group * nCols + p % nCols]! + rng.normal();
  });
  return new Dense(values, { shape: [nGroups * groupSize, nCols] });
}

/** A ring of `n` nodes, each joined to the `reach` next on either side with weight 1. */
export function ring(n: number, reach = 1): Csr {
  const rows = Array.from({ length: n }, (_, i) => {
    const row = new Array<number>(n).fill(0);
    for (let step = 1; step <= reach; step++) {
      row[(i + step) % n] = 1;
      row[(i - step + n) % n] = 1;
    }
    return row;
  });
  return Csr.fromDense(Dense.fromRows(rows, "float32"));
}

/** Two matrices as blocks on the diagonal. */
export function blocks(a: Csr, b: Csr): Csr {
  return new Csr({
    shape: [a.nRows + b.nRows, a.nRows + b.nRows],
    indptr: Int32Array.from([...a.indptr, ...b.indptr.subarray(1).map((from) => from + a.nnz)]),
    indices: Int32Array.from([...a.indices, ...b.indices.map((j) => j + a.nRows)]),
    data: Float32Array.from([...a.data, ...b.data].map(Number)),
  });
}

/** Euclidean distance of two rows of a row-major array. */
export function apart(points: ArrayLike<number>, width: number, i: number, j: number): number {
  let squared = 0;
  for (let c = 0; c < width; c++) squared += (points[i * width + c]! - points[j * width + c]!) ** 2;
  return Math.sqrt(squared);
}

/** Asserts that a call throws a WeftError of a tag whose sentence matches. */
export function refuses(run: () => unknown, tag: ErrorTag, message: RegExp): void {
  assert.throws(run, (error: Error) => {
    assert(isWeftError(error, tag), `${error.name}: ${error.message}`);
    assert.match(error.message, message);
    return true;
  });
}
