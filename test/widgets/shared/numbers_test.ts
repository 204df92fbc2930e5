import assert from "node:assert/strict";
import { formatCount, formatValue } from "../../../widgets/shared/numbers.ts";

Deno.test("formatCount() parts thousands", () => {
  assert.deepEqual([0, 999, 12345, 1e6].map(formatCount), ["0", "999", "12,345", "1,000,000"]);
});

Deno.test("formatValue() takes three digits that count", () => {
  const cases = [[0, "0"], [3, "3"], [-12, "-12"], [0.123456, "0.123"], [2.5, "2.5"], [1234.5, "1230"]] as const;
  for (const [value, text] of cases) assert.equal(formatValue(value), text);
  assert.deepEqual([1e-5, 2.34e7, NaN].map(formatValue), ["1.00e-5", "2.34e+7", "missing"]);
});
