import assert from "node:assert/strict";
import { WeftError } from "../../src/core/error.ts";
import { isWeftError } from "../../src/core/is_weft_error.ts";

Deno.test("WeftError says what was expected, found, where, and what to do next", () => {
  const fields = { expected: "a", found: "b", where: "c", next: "Do d." };
  assert.equal(new WeftError("NotFound", fields).message, "Expected a but found b in c. Do d.");
  assert.equal(new WeftError("NotFound", { expected: "a", found: "b" }).message, "Expected a but found b.");
  assert.equal(
    new WeftError("NotFound", { expected: "a", found: "b", next: "Do d." }).message,
    "Expected a but found b. Do d.",
  );
  assert.equal(
    new WeftError("NotFound", { expected: "a", found: "b", where: "c" }).message,
    "Expected a but found b in c.",
  );
});

Deno.test("WeftError carries its tag, its name and further fields", () => {
  const error = new WeftError("BadValues", { expected: "a", found: "b", rows: [1, 2] });
  assert(error instanceof Error);
  assert.equal(error.tag, "BadValues");
  assert.equal(error.name, "WeftError[BadValues]");
  assert.deepEqual(error.fields.rows, [1, 2]);
});

Deno.test("WeftError copies and freezes its fields", () => {
  const fields = { expected: "a", found: "b" };
  const error = new WeftError("Failed", fields);
  fields.found = "c";
  assert.equal(error.fields.found, "b");
  assert(Object.isFrozen(error.fields));
});

Deno.test("WeftError keeps the cause underneath", () => {
  const cause = new TypeError("no");
  assert.equal(new WeftError("Corrupt", { expected: "a", found: "b" }, { cause }).cause, cause);
});

Deno.test("isWeftError() asks for any tag or for one", () => {
  const error = new WeftError("Exists", { expected: "a", found: "b" });
  assert.equal(isWeftError(error), true);
  assert.equal(isWeftError(error, "Exists"), true);
  assert.equal(isWeftError(error, "NotFound"), false);
});

Deno.test("isWeftError() is false for other errors and other things", () => {
  for (const thing of [new Error("x"), null, undefined, "text", { tag: "Exists", fields: {} }]) {
    assert.equal(isWeftError(thing), false);
  }
});
