import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { BooleanColumn } from "../../src/data/columns/boolean_column.ts";
import { StringColumn } from "../../src/data/columns/string_column.ts";
import { Dense } from "../../src/data/dense.ts";
import { Lazy } from "../../src/data/lazy.ts";
import { mapSlots, patchSlots, readyEntries, slots } from "../../src/data/slots.ts";
import { Complex, ComplexArray } from "../../src/data/uns/complex.ts";
import { RecordArray } from "../../src/data/uns/record_array.ts";
import { Scalar } from "../../src/data/uns/scalar.ts";
import { StringArray } from "../../src/data/uns/string_array.ts";

Deno.test("Scalar behaves as its number and goes into JSON", () => {
  assert.equal(2 * Number(new Scalar(3, "float64")), 6);
  assert.equal(
    JSON.stringify({ a: new Scalar(1.5, "float32"), b: new Scalar(2n ** 60n, "int64") }),
    '{"a":1.5,"b":"1152921504606846976"}',
  );
});

Deno.test("Complex and ComplexArray hold both parts and check their shape", () => {
  assert.deepEqual([new Complex(1, 2).re, new Complex(1, 2).dtype], [1, "complex128"]);
  const array = new ComplexArray(new Float32Array([1, 2, 3, 4]), [1, 2]);
  assert.deepEqual(array.get(1), { re: 3, im: 4 });
  assert.equal(array.dtype, "complex64");
  assert.throws(() => new ComplexArray(new Float64Array(3), [2]), (error) => isWeftError(error, "Misaligned"));
});

Deno.test("StringArray has a shape that must hold its strings", () => {
  assert.deepEqual(new StringArray(["a", "b"], [1, 2]).shape, [1, 2]);
  assert.equal(new StringArray([]).length, 0);
  assert.throws(() => new StringArray(["a"], [2]), /strings to have length 2, as their shape says but found 1/);
});

Deno.test("RecordArray keeps the order of its fields, also of names that are numbers", () => {
  const field = (text: string) => new StringColumn([text]);
  const array = new RecordArray([["1", field("b")], ["0", field("a")]]);
  assert.deepEqual(array.names, ["1", "0"]);
  assert.deepEqual(array.row(0), { "0": "a", "1": "b" });
});

Deno.test("RecordArray takes rows of numbers as fields, and checks lengths and names", () => {
  const array = new RecordArray({
    xy: Dense.fromRows([[1, 2], [3, 4]]),
    ok: new BooleanColumn(new Uint8Array([1, 0])),
  });
  assert.deepEqual(array.row(1), { xy: [3, 4], ok: false });
  assert.equal(array.length, 2);
  assert.throws(
    () => array.field("z"),
    (error) => isWeftError(error, "NotFound") && /found fields 'xy', 'ok'/.test(error.message),
  );
  assert.throws(
    () => new RecordArray({ a: new StringColumn(["x"]), b: new StringColumn([]) }),
    /field 'b' to have length 1/,
  );
});

Deno.test("Lazy makes its value once, and Lazy.of() has it already", () => {
  let made = 0;
  const lazy = new Lazy(() => ++made);
  assert.equal(lazy.ready, false);
  assert.deepEqual([lazy.value, lazy.value, made, lazy.ready], [1, 1, 1, true]);
  assert.deepEqual([Lazy.of(null).ready, Lazy.of(null).value], [true, null]);
});

Deno.test("slots() are frozen copies without a prototype; frozen ones are shared", () => {
  const given = { a: 1 };
  const made = slots(given);
  given.a = 2;
  assert.equal(made.a, 1);
  assert(Object.isFrozen(made));
  assert.equal("toString" in made, false);
  assert.equal(slots(made), made);
});

Deno.test("patchSlots() sets, removes and keeps the order", () => {
  assert.deepEqual(Object.entries(patchSlots({ a: 1, b: 2 }, { b: undefined, c: 3, a: 4 })), [["a", 4], ["c", 3]]);
});

Deno.test("mapSlots() computes an entry when asked for, once, and patches leave it so", () => {
  const made: string[] = [];
  const mapped = mapSlots({ a: 1, b: 2 }, (value, name) => (made.push(name), value * 10));
  const patched = patchSlots(mapped, { c: 3 });
  assert.deepEqual(readyEntries(patched), [["c", 3]]);
  assert.deepEqual(made, []);
  assert.deepEqual([patched.b, mapped.b, patched.b], [20, 20, 20]);
  assert.deepEqual(made, ["b"]);
});
