import assert from "node:assert/strict";

import { isWeftError } from "../../src/core/is_weft_error.ts";
import type { DType } from "../../src/data/dtype.ts";
import { Scalar } from "../../src/data/uns/scalar.ts";

const RANGES = {
  int8: [-128n, 127n],
  uint8: [0n, 255n],
  int16: [-32768n, 32767n],
  uint16: [0n, 65535n],
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
  bool: [0n, 1n],
} as const;

const refuses = (value: number | bigint, dtype: DType) =>
  assert.throws(
    () => new Scalar(value, dtype),
    (error) =>
      isWeftError(error, "BadValues") && error.message.includes(`a number that ${dtype} holds but found ${value}`),
  );

Deno.test("Scalar holds the ends of the range of every dtype, and refuses what lies beyond", () => {
  for (const [dtype, [low, high]] of Object.entries(RANGES) as [DType, readonly [bigint, bigint]][]) {
    for (const value of [low, high]) {
      assert.equal(new Scalar(value, dtype).value, value);
      if (Number.isSafeInteger(Number(value))) assert.equal(new Scalar(Number(value), dtype).value, Number(value));
    }
    refuses(low - 1n, dtype);
    refuses(high + 1n, dtype);
    for (const value of [0.5, NaN, Infinity, 1e300]) refuses(value, dtype);
  }
});

Deno.test("Scalar of a float takes any number, counts in arithmetic, and writes itself to JSON", () => {
  for (const value of [0.5, -0, NaN, 1e300, Infinity]) assert.equal(new Scalar(value, "float64").value, value);
  assert.equal(1 + Number(new Scalar(3, "float32")), 4);
  assert.equal(JSON.stringify([new Scalar(3, "int8"), new Scalar(2n ** 60n, "int64")]), '[3,"1152921504606846976"]');
  assert(Object.isFrozen(new Scalar(1, "bool")));
});
