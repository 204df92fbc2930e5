import { Rng } from "../../../src/core/rng.ts";
import { Csr } from "../../../src/data/csr.ts";
import { Dense } from "../../../src/data/dense.ts";
import type { LinearOperator } from "../../../src/linalg/linear_operator.ts";
import { matrixOperator } from "../../../src/preprocess/components/matrix_operator.ts";
import { type RowMajor, rowMajor } from "../../../src/preprocess/row_major.ts";
import { assertClose, randomCounts, randomNormal } from "../support.ts";

function byHand(rows: number[][], offsets: Float64Array, x: Float64Array, width: number): number[] {
  return rows.flatMap((row) =>
    Array.from(
      { length: width },
      (_, c) => row.reduce((sum, value, j) => sum + (value - offsets[j]!) * x[j * width + c]!, 0),
    )
  );
}

function transposed(rows: number[][], offsets: Float64Array, y: Float64Array, width: number): number[] {
  return Array.from(
    { length: offsets.length },
    (_, j) =>
      Array.from(
        { length: width },
        (_, c) => rows.reduce((sum, row, i) => sum + (row[j]! - offsets[j]!) * y[i * width + c]!, 0),
      ),
  ).flat();
}

function check(x: RowMajor, rows: number[][], what: string): void {
  const rng = new Rng(1);
  const draw = (length: number) => Float64Array.from({ length }, () => rng.normal());
  const offsets = draw(x.nCols);
  const operator: LinearOperator = matrixOperator(x, offsets);
  for (const width of [1, 3]) {
    const right = draw(x.nCols * width);
    const left = draw(x.nRows * width);
    assertClose(operator.apply(right, width), byHand(rows, offsets, right, width), 1e-9, `${what} × ${width}`);
    assertClose(
      operator.applyTransposed(left, width),
      transposed(rows, offsets, left, width),
      1e-9,
      `${what}ᵀ × ${width}`,
    );
  }
}

Deno.test("matrixOperator() multiplies sparse, dense and background matrices alike, for one vector and for blocks", () => {
  for (const [nRows, nCols] of [[9, 7], [1, 5], [6, 1], [13, 10]] as const) {
    const counts = randomCounts(2, nRows, nCols);
    check(rowMajor(Csr.fromDense(counts)), counts.toRows(), "csr");
    check(rowMajor(counts), counts.toRows(), "dense counts");
    const full = randomNormal(3, nRows, nCols);
    check(rowMajor(full), full.toRows(), "dense");
    check(rowMajor(counts.astype("int32")), counts.toRows(), "integers");
  }
});

Deno.test("matrixOperator() sees the background of scaled zeros, which differs from column to column", () => {
  const rng = new Rng(4);
  const background = Array.from({ length: 12 }, () => -rng.uniform());
  const rows = Array.from(
    { length: 30 },
    () => background.map((value) => rng.uniform() < 0.1 ? value + 1 + rng.uniform() : value),
  );
  check(rowMajor(Dense.fromRows(rows, "float64")), rows, "background");
});
