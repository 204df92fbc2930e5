import assert from "node:assert/strict";
import { checkInteger, checkLength, checkNumber, checkOneOf, examples, show } from "../../src/core/check.ts";
import { isWeftError } from "../../src/core/is_weft_error.ts";

function message(fn: () => void, tag: Parameters<typeof isWeftError>[1]): string {
  try {
    fn();
  } catch (error) {
    assert(isWeftError(error, tag), `tag of ${error}`);
    return error.message;
  }
  assert.fail("nothing was thrown");
}

Deno.test("checkInteger() lets integers in range pass", () => {
  checkInteger(3, "n");
  checkInteger(0, "n", 0);
  checkInteger(5, "n", 0, 5);
  checkInteger(-7, "n", -Infinity, 0);
});

Deno.test("checkInteger() names the option, the range and what was found", () => {
  assert.equal(
    message(() => checkInteger(1.5, "nComps"), "InvalidArgument"),
    "Expected nComps to be an integer but found 1.5.",
  );
  assert.equal(
    message(() => checkInteger(0, "k", 1), "InvalidArgument"),
    "Expected k to be an integer ≥ 1 but found 0.",
  );
  assert.equal(
    message(() => checkInteger(9, "k", 1, 8), "InvalidArgument"),
    "Expected k to be an integer from 1 to 8 but found 9.",
  );
  assert.equal(
    message(() => checkInteger(9, "k", -Infinity, 8), "InvalidArgument"),
    "Expected k to be an integer ≤ 8 but found 9.",
  );
  assert.match(message(() => checkInteger(NaN, "k"), "InvalidArgument"), /found NaN/);
  assert.match(message(() => checkInteger("4" as never, "k"), "InvalidArgument"), /found '4'/);
});

Deno.test("checkNumber() takes finite numbers in range only", () => {
  checkNumber(0.5, "fraction", 0, 1);
  assert.equal(
    message(() => checkNumber(2, "fraction", 0, 1), "InvalidArgument"),
    "Expected fraction to be a finite number from 0 to 1 but found 2.",
  );
  for (const bad of [NaN, Infinity, -Infinity]) {
    assert.match(message(() => checkNumber(bad, "x"), "InvalidArgument"), /x to be a finite number but found/);
  }
});

Deno.test("checkOneOf() lists what is allowed", () => {
  checkOneOf("a", "flavor", ["a", "b"]);
  assert.equal(
    message(() => checkOneOf("c", "flavor", ["a", "b"]), "InvalidArgument"),
    "Expected flavor to be one of 'a', 'b' but found 'c'.",
  );
  assert.match(
    message(() => checkOneOf(undefined, "flavor", [null, 1]), "InvalidArgument"),
    /one of null, 1 but found undefined/,
  );
});

Deno.test("checkLength() names both things", () => {
  checkLength(3, 3, "labels", "obs");
  assert.equal(
    message(() => checkLength(2, 3, "labels", "obs"), "Misaligned"),
    "Expected labels to have length 3, as obs but found 2.",
  );
});

Deno.test("show() quotes text, shortens it, and names objects by their class", () => {
  assert.equal(show("a"), "'a'");
  assert.equal(show("x".repeat(80)), `'${"x".repeat(57)}…'`);
  assert.equal(show(12n), "12");
  assert.equal(show(null), "null");
  assert.equal(show(() => 1), "a function");
  assert.equal(show(new Map()), "a Map");
  assert.equal(show([]), "an Array");
  assert.equal(show(new Uint8Array(1)), "a Uint8Array");
  assert.equal(show(Object.create(null)), "an object");
});

Deno.test("examples() shows a few names and counts the rest", () => {
  assert.equal(examples(["a", "b"]), "'a', 'b'");
  assert.equal(examples(["a", "b", "c", "d", "e"]), "'a', 'b', 'c' and 2 more");
  assert.equal(examples(new Set(["a", "b"]), 1), "'a' and 1 more");
  assert.equal(examples([]), "");
});
