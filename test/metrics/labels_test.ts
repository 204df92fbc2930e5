import assert from "node:assert/strict";
import { WeftError } from "../../src/core/error.ts";
import { CategoricalColumn } from "../../src/data/columns/categorical_column.ts";
import { column } from "../../src/data/columns/column.ts";
import { StringColumn } from "../../src/data/columns/string_column.ts";
import { checkLabels, codeSizes, labelCodes, labelledRows, labelNumbers } from "../../src/metrics/labels.ts";

Deno.test("labelCodes() sorts numbers by value, not as text", () => {
  assert.deepEqual(labelCodes([10, 2, 10]), { codes: Int32Array.of(1, 0, 1), names: ["2", "10"] });
});

Deno.test("labelCodes() takes typed arrays, booleans, bigints and columns", () => {
  assert.deepEqual([...labelCodes(Float32Array.of(3, 1)).codes], [1, 0]);
  assert.deepEqual([...labelCodes([true, false]).codes], [1, 0]);
  assert.deepEqual([...labelCodes(BigInt64Array.of(5n, 5n, -1n)).codes], [1, 1, 0]);
  assert.deepEqual([...labelCodes(column(["b", "a"])).codes], [1, 0]);
});

Deno.test("labelCodes() marks null, undefined and NaN as missing", () => {
  assert.deepEqual([...labelCodes(["a", null, undefined, NaN, "b"]).codes], [0, -1, -1, -1, 1]);
  assert.deepEqual([...labelCodes(Float64Array.of(1, NaN)).codes], [0, -1]);
});

Deno.test("labelCodes() keeps the order of a categorical and drops what no row has", () => {
  const domains = new CategoricalColumn(new StringColumn(["c", "unused", "a"]), Int32Array.of(2, 0, -1));
  assert.deepEqual(labelCodes(domains), { codes: Int32Array.of(1, 0, -1), names: ["c", "a"] });
});

Deno.test("codeSizes() and labelledRows() leave missing labels out", () => {
  const coded = labelCodes(["a", null, "b", "a"]);
  assert.deepEqual([...codeSizes(coded)], [2, 1]);
  assert.deepEqual([...labelledRows(coded.codes)], [0, 2, 3]);
});

Deno.test("labelNumbers() reads numbers, also from text, and refuses words", () => {
  assert.deepEqual([...labelNumbers(["3", "1", null])], [3, 1, NaN]);
  assert.throws(() => labelNumbers(["1", "cortex"]), (error: unknown) => {
    assert(error instanceof WeftError);
    assert.equal(error.tag, "BadValues");
    assert.match(error.message, /'cortex'.*oneHot/);
    return true;
  });
});

Deno.test("checkLabels() tells both lengths", () => {
  assert.throws(() => checkLabels(["a"], 2, "the rows"), /length 2, as the rows but found 1/);
});
