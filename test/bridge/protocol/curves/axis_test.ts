import assert from "node:assert/strict";
import { linearAxis, logAxis, tickText } from "../../../../src/bridge/protocol/curves/axis.ts";
import { Rng } from "../../../../src/core/rng.ts";

const near = (a: number, b: number) => assert(Math.abs(a - b) < 1e-9, `${a} is not ${b}`);

Deno.test("linearAxis() puts its ends at 0 and 1 and its ticks at round values", () => {
  const axis = linearAxis(0, 100, 5);
  near(axis.at(0), 0);
  near(axis.at(100), 1);
  near(axis.at(25), 0.25);
  assert.deepEqual(axis.ticks, [0, 20, 40, 60, 80, 100]);
  assert.deepEqual(linearAxis(0.1, 0.35, 5).ticks, [0.1, 0.15, 0.2, 0.25, 0.3, 0.35]);
  assert.deepEqual(linearAxis(-3, 3, 3).ticks, [-2, 0, 2]);
});

Deno.test("linearAxis() of one value has it in the middle", () => {
  near(linearAxis(7, 7, 4).at(7), 0.5);
});

Deno.test("linearAxis() and logAxis() of values that differ by rounding only come to an end", () => {
  for (const value of [0.2, 3, 4e15]) {
    const next = value * (1 + Number.EPSILON);
    for (const axis of [linearAxis(value, next, 5), logAxis(value, next), linearAxis(value, value, 5)]) {
      near(axis.at(value), 0.5);
      assert(axis.ticks.length < 20);
    }
  }
});

Deno.test("logAxis() has equal distances for equal ratios", () => {
  const axis = logAxis(0.01, 100);
  near(axis.at(0.01), 0);
  near(axis.at(1), 0.5);
  near(axis.at(100), 1);
  assert.deepEqual(axis.ticks, [0.01, 0.1, 1, 10, 100]);
  assert(Number.isNaN(axis.at(0)) && Number.isNaN(axis.at(-1)));
});

Deno.test("logAxis() has ticks between powers of ten where there are few of them, and leaves some out where there are many", () => {
  assert.deepEqual(logAxis(1, 100).ticks, [1, 3, 10, 30, 100]);
  assert.deepEqual(logAxis(2, 9).ticks, [2, 5]);
  const narrow = logAxis(2.1, 2.4).ticks;
  assert(narrow.length > 1 && narrow.every((tick) => tick >= 2.1 && tick <= 2.4), narrow.join());
  const wide = logAxis(1e-20, 1e20).ticks;
  assert(wide.length <= 7, wide.join());
});

Deno.test("axes of any range have few ticks, all inside and rising", () => {
  const rng = new Rng(3);
  for (let round = 0; round < 300; round++) {
    const low = 10 ** (12 * rng.uniform() - 6);
    const high = low * (1 + 10 ** (8 * rng.uniform() - 4));
    for (const axis of [linearAxis(low, high, 5), logAxis(low, high), linearAxis(-high, -low, 4)]) {
      assert(axis.ticks.length >= 1 && axis.ticks.length <= 12, `${axis.ticks.length} ticks from ${low} to ${high}`);
      axis.ticks.forEach((tick, i) => {
        const at = axis.at(tick);
        assert(at > -1e-6 && at < 1 + 1e-6, `${tick} at ${at}`);
        assert(i === 0 || tick > axis.ticks[i - 1]!);
      });
    }
  }
});

Deno.test("tickText() is short", () => {
  assert.deepEqual([0, 1, 0.25, 1234, 99_999, 0.001].map(tickText), ["0", "1", "0.25", "1230", "100000", "0.001"]);
  assert.deepEqual([1e-4, 2.5e-7, 3e6, -0.5, -2e-9].map(tickText), ["1e−4", "2.5e−7", "3e6", "−0.5", "−2e−9"]);
});
