import assert from "node:assert/strict";

import {
  BooleanColumn,
  CategoricalColumn,
  Complex,
  Csr,
  Dense,
  Frame,
  NullableColumn,
  NumericColumn,
  StringArray,
  StringColumn,
} from "../../src/data/mod.ts";
import { bytesOf } from "../../src/display/bytes_of.ts";
import { categoryChips } from "../../src/display/category_chips.ts";
import { columnPreview, countMissing, shortValue } from "../../src/display/column_preview.ts";
import { shortText } from "../../src/display/format.ts";
import { counted, line, section, table } from "../../src/display/markup.ts";
import { matrixCells } from "../../src/display/matrix_cells.ts";
import { rowsShown, rowsTable } from "../../src/display/rows_table.ts";
import { unsPreview } from "../../src/display/uns_preview.ts";

Deno.test("shortText() cuts long text to its length with an ellipsis, and no sign in two", () => {
  assert.equal(shortText("abc", 3), "abc");
  assert.equal(shortText("abcd", 3), "ab…");
  assert.equal(shortText("", 3), "");
  for (let length = 2; length < 12; length++) {
    const cut = shortText("🧬".repeat(20), length);
    assert(cut.isWellFormed() && cut.length <= length && cut.endsWith("…"), `${length}: ${cut}`);
  }
});

Deno.test("countMissing() counts NaN, codes of −1 and masks, and nothing in other columns", () => {
  const codes = new CategoricalColumn(new StringColumn(["p"]), Int32Array.of(0, -1, -1));
  assert.equal(countMissing(codes), 2);
  assert.equal(countMissing(new NumericColumn(Float32Array.of(NaN, 1, NaN))), 2);
  assert.equal(countMissing(new NumericColumn(Int32Array.of(-1, 0))), 0);
  assert.equal(countMissing(new NullableColumn(new BooleanColumn(Uint8Array.of(1, 1)), Uint8Array.of(0, 1))), 1);
  assert.equal(countMissing(new StringColumn(["", "nan"])), 0);
});

Deno.test("columnPreview() shows first values, and the range of many numbers without what is missing", () => {
  const text = (html: string) => html.replace(/<[^>]*>/g, "|").replace(/\|+/g, "|");
  assert.equal(text(columnPreview(new NumericColumn(Int8Array.of(3, 1)), undefined)), "|3, 1|");
  const many = new NumericColumn(Float64Array.of(NaN, 2, -1, 7, 0.5, NaN));
  assert.equal(text(columnPreview(many, undefined)), "|NaN, 2, -1, 7, 0.5, …|-1 to 7|");
  assert.equal(
    text(columnPreview(new NumericColumn(new Float64Array(9).fill(NaN)), undefined)),
    "|NaN, NaN, NaN, NaN, NaN, …|",
  );
  const big = new NumericColumn(BigInt64Array.of(5n, 2n ** 62n, -3n, 0n, 1n, 2n));
  assert.match(columnPreview(big, undefined), /-3 to 4611686018427387904/);
  assert.equal(text(columnPreview(new StringColumn([]), undefined)), "|");
  assert.deepEqual([true, null, 1.23456, 7n, "x".repeat(30)].map(shortValue), [
    "true",
    "missing",
    "1.235",
    "7",
    `${"x".repeat(23)}…`,
  ]);
});

Deno.test("categoryChips() shows twelve labels at most, each short, with its rows, and how many more there are", () => {
  const labels = Array.from({ length: 30 }, (_, i) => `${i} ${"y".repeat(100_000)}`);
  const column = new CategoricalColumn(new StringColumn(labels), Int32Array.from({ length: 60 }, (_, i) => i % 29));
  const html = categoryChips(column, undefined);
  assert.equal(html.match(/weft-chip/g)!.length, 12);
  assert.match(html, /<small>3<\/small>.*<small>2<\/small>/s);
  assert.match(html, /and 18 more/);
  assert(html.length < 5000, `${html.length} characters`);
  assert.equal(categoryChips(new CategoricalColumn(new StringColumn([]), Int32Array.of(-1)), undefined), "");
});

Deno.test("categoryChips() needs a colour for every category", () => {
  const column = new CategoricalColumn(new StringColumn(["p", "q"]), Int32Array.of(0, 1));
  assert.match(categoryChips(column, new StringArray(["red", "#00f"])), /background:red.*background:#00f/);
  assert.doesNotMatch(categoryChips(column, new StringArray(["red"])), /background:red/);
  assert.match(categoryChips(column, new StringColumn(["red", "#00f", "blue"])), /background:red/);
});

Deno.test("bytesOf() counts arrays as they lie, and text by a sample", () => {
  assert.equal(bytesOf(Dense.zeros(3, 4, "float64")), 96);
  assert.equal(bytesOf(Csr.fromDense(Dense.fromRows([[1, 0], [0, 2]]))), 4 * 3 + 4 * 2 + 4 * 2);
  const frame = (index: string[]) => bytesOf(new Frame(index, { v: new Float64Array(index.length) }));
  assert.equal(frame([]), 0);
  assert.equal(frame(["ab", "cd"]), 16 + 2 * (8 + 4));
  const long = Array.from({ length: 5000 }, () => "x".repeat(10));
  assert.equal(frame(long), 40_000 + 5000 * 28);
  const masked = new NullableColumn(new NumericColumn(new Int16Array(4)), new Uint8Array(4));
  assert.equal(bytesOf(new Frame(["", "", "", ""], { masked })), 4 * 8 + 8 + 4);
});

Deno.test("markup: titles and names are escaped once, remarks and cells are markup already", () => {
  assert.match(
    section("<a>", "<b>r</b>", "<i>x</i>", true),
    /^<details open><summary><b>&lt;a&gt;<\/b><span><b>r<\/b>/,
  );
  assert.doesNotMatch(section("a", "r", "x"), /open/);
  assert.equal(line("&", "<i>"), '<div class="weft-line"><b>&amp;</b><span><i></span></div>');
  assert.equal(
    table([{ name: "<", cells: ["<u>1</u>"] }]),
    '<table><tr><th scope="row">&lt;</th><td><u>1</u></td></tr></table>',
  );
  assert.deepEqual([0, 1, 2].map((n) => counted(n, "row", "rows")), ["0 rows", "1 row", "2 rows"]);
});

Deno.test("matrixCells() says shape, type, share of stored entries and memory, also of empty matrices", () => {
  assert.deepEqual(matrixCells(Dense.zeros(1200, 2)), ["1,200 × 2", "float32 dense", "9.6 kB"]);
  assert.deepEqual(matrixCells(Csr.fromDense(Dense.fromRows([[1, 0, 0, 0]]))).slice(0, 2), [
    "1 × 4",
    "float32 CSR, 25 % stored (1)",
  ]);
  assert.deepEqual(matrixCells(Csr.fromDense(Dense.zeros(0, 4))).slice(0, 2), ["0 × 4", "float32 CSR"]);
  assert.deepEqual(matrixCells(new Dense(new Int8Array(6), { shape: [1, 2, 3] }))[0], "1 × 2 × 3");
  assert.deepEqual(matrixCells(new Frame(["a"], { v: [1] })).slice(0, 2), ["1 × 1", "table"]);
});

Deno.test("rowsTable() and rowsShown() show ten rows and twenty columns at most", () => {
  const frame = (nRows: number, nCols: number) =>
    new Frame(
      Array.from({ length: nRows }, (_, i) => `r${i}`),
      Array.from({ length: nCols }, (_, j) => [`c${j}`, new Int8Array(nRows)] as const),
    );
  assert.equal(rowsTable(frame(30, 2)).match(/<tr>/g)!.length, 11);
  assert.equal(rowsTable(frame(1, 50)).match(/scope="col"/g)!.length, 20);
  assert.match(rowsTable(frame(1, 1)), /<td class="weft-number">0<\/td>/);
  assert.deepEqual([frame(1, 1), frame(11, 1), frame(2, 21)].map(rowsShown), [
    "1 row",
    "first 10 of 11 rows",
    "2 rows, first 20 of 21 columns",
  ]);
});

Deno.test("unsPreview() writes complex numbers with one sign, and long text cut", () => {
  assert.equal(unsPreview(new Complex(1, -2)), "1 − 2i");
  assert.equal(unsPreview(new Complex(-0.5, 3)), "-0.5 + 3i");
  const long = unsPreview("🧬".repeat(100));
  assert(long.length < 80 && long.isWellFormed(), long);
  assert.equal(
    unsPreview(Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`k${i}`, i]))),
    "{ k0, k1, k2, k3, k4, k5, … }",
  );
});
