import assert from "node:assert/strict";
import { matrixOf } from "../../src/preprocess/matrix_of.ts";
import { adataOf, assertThrows } from "./support.ts";

Deno.test("matrixOf() is X without a layer or with 'X', else the layer", () => {
  const other = adataOf([[5]]).X!;
  const adata = adataOf([[1]]).with({ layers: { other } });
  assert.equal(matrixOf(adata, undefined), adata.X);
  assert.equal(matrixOf(adata, "X"), adata.X);
  assert.equal(matrixOf(adata, "other"), other);
});

Deno.test("matrixOf() lists the layers there are, and says what to do without X", () => {
  const adata = adataOf([[1]]).with({ layers: { other: adataOf([[5]]).X! } });
  assertThrows(() => matrixOf(adata, "counts"), "NotFound", /a layer 'counts' but found the layers 'other'/);
  assertThrows(() => matrixOf(adata.with({ X: null }), undefined), "NotFound", /without X.*option layer/);
});
