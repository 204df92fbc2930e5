import { checkShape } from "../../src/linalg/check_shape.ts";
import { gram, leastSquares, qr, svd, transpose } from "../../src/linalg/mod.ts";
import { assertThrows } from "./helpers.ts";

Deno.test("checkShape() lets matrices pass whose elements are rows times columns", () => {
  checkShape({ data: new Float64Array(6), nRows: 2, nCols: 3 });
  checkShape({ data: new Float32Array(0), nRows: 0, nCols: 3 });
});

Deno.test("checkShape() refuses too few and too many elements", () => {
  for (const length of [5, 7]) {
    assertThrows(
      () => checkShape({ data: new Float64Array(length), nRows: 2, nCols: 3 }),
      "Misaligned",
      new RegExp(`the matrix to have length 6, as nRows × nCols = 2 × 3 says but found ${length}`),
    );
  }
});

Deno.test("checkShape() guards every function that takes a matrix", () => {
  const short = { data: new Float64Array(5), nRows: 3, nCols: 2 };
  for (
    const [name, call] of Object.entries({
      gram: () => gram(short),
      qr: () => qr(short),
      svd: () => svd(short),
      transpose: () => transpose(short),
      leastSquares: () => leastSquares(short, new Float64Array(3)),
    })
  ) assertThrows(call, "Misaligned", /length 6.*found 5/, name);
});
