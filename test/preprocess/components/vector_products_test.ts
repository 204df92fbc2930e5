import { Rng } from "../../../src/core/rng.ts";
import { Csr } from "../../../src/data/csr.ts";
import { Dense } from "../../../src/data/dense.ts";
import {
  denseTimes,
  denseTransposedTimes,
  sparseTimes,
  sparseTransposedTimes,
} from "../../../src/preprocess/components/vector_products.ts";
import type { NumberCsr } from "../../../src/preprocess/row_major.ts";
import { assertClose } from "../support.ts";

Deno.test("denseTimes(), sparseTimes() and their transposes agree with the sums they stand for, for every remainder", () => {
  const rng = new Rng(1);
  for (let nRows = 0; nRows < 10; nRows++) {
    for (const nCols of [1, 2, 5, 8]) {
      const data = Float64Array.from({ length: nRows * nCols }, () => rng.uniform() < 0.4 ? 0 : rng.normal());
      const dense = new Dense(data, { shape: [nRows, nCols] });
      const sparse = Csr.fromDense(dense) as NumberCsr;
      const v = Float64Array.from({ length: nCols }, () => rng.normal());
      const u = Float64Array.from({ length: nRows }, () => rng.normal());
      const forth = Array.from({ length: nRows }, (_, i) => v.reduce((sum, x, j) => sum + x * data[i * nCols + j]!, 0));
      const back = Array.from({ length: nCols }, (_, j) => u.reduce((sum, x, i) => sum + x * data[i * nCols + j]!, 0));
      const what = `${nRows} × ${nCols}`;
      assertClose(denseTimes(data, nRows, v), forth, 1e-13, what);
      assertClose(sparseTimes(sparse, v), forth, 1e-13, what);
      assertClose(denseTransposedTimes(data, nCols, u), back, 1e-13, what);
      assertClose(sparseTransposedTimes(sparse, u), back, 1e-13, what);
    }
  }
});
