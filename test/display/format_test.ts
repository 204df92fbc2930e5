import assert from "node:assert/strict";
import { AnnData } from "../../src/data/anndata.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { StringColumn } from "../../src/data/columns/string_column.ts";
import type { UnsValue } from "../../src/data/uns.ts";
import { Complex } from "../../src/data/uns/complex.ts";
import { RecordArray } from "../../src/data/uns/record_array.ts";
import { Scalar } from "../../src/data/uns/scalar.ts";
import { StringArray } from "../../src/data/uns/string_array.ts";
import { formatBytes, formatCount, formatNumber, formatShape } from "../../src/display/format.ts";
import { htmlSummary } from "../../src/display/html_summary.ts";
import { unsPreview } from "../../src/display/uns_preview.ts";

Deno.test("formatBytes() picks the unit that fits", () => {
  const cases: [number, string][] = [
    [0, "0 B"],
    [999, "999 B"],
    [1000, "1.0 kB"],
    [13_400_000, "13.4 MB"],
    [999_900, "1.0 MB"],
    [2.5e9, "2.5 GB"],
    [250_000, "250 kB"],
  ];
  for (const [bytes, text] of cases) assert.equal(formatBytes(bytes), text);
});

Deno.test("formatNumber() keeps four digits and says what is not finite", () => {
  const cases: [number | bigint, string][] = [
    [1, "1"],
    [1234567, "1234567"],
    [0.123456, "0.1235"],
    [1e-7, "1e-7"],
    [NaN, "NaN"],
    [-Infinity, "−∞"],
    [9007199254740993n, "9007199254740993"],
  ];
  for (const [value, text] of cases) assert.equal(formatNumber(value), text);
});

Deno.test("formatCount() and formatShape() group digits", () => {
  assert.equal(formatCount(18085), "18,085");
  assert.equal(formatShape([3484, 18085]), "3,484 × 18,085");
});

Deno.test("unsPreview() describes every kind of value in a few words", () => {
  const cases: [UnsValue, string][] = [
    [null, "none"],
    [true, "true"],
    [3, "3"],
    ["a<b", "&quot;a&lt;b&quot;"],
    [new Scalar(2, "float32"), "2 (float32)"],
    [new Complex(1, -2), "1 − 2i"],
    [new StringArray(["x", "y"]), "strings 2: x, y"],
    [new RecordArray({ a: new StringColumn(["p"]) }), "records 1 of a"],
    [Dense.zeros(2, 3), "float32 2 × 3"],
    [new Frame(["a"], { x: [1] }), "table 1 × 1"],
    [new StringColumn(["a"]), "string column of 1"],
    [{ params: { a: 1 }, method: "umap" }, "{ params, method }"],
    [{ kind: "dense" }, "{ kind }"],
  ];
  for (const [value, text] of cases) assert.equal(unsPreview(value), text);
});

Deno.test("htmlSummary() of an empty object is still a summary", () => {
  assert.match(htmlSummary(new AnnData({})), /0 obs × 0 var/);
  assert.match(htmlSummary(new Frame([])), /0 rows × 0 columns/);
});
