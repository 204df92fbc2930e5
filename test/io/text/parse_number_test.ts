import assert from "node:assert/strict";

import { Rng } from "../../../src/core/rng.ts";
import { isMissing, parseNumber } from "../../../src/io/text/parse_number.ts";

function parse(text: string): number {
  const bytes = new TextEncoder().encode(`<${text}>`);
  return parseNumber(bytes, 1, bytes.length - 1);
}

Deno.test("parseNumber() reads what Number() reads, to the last bit", () => {
  const fixed = [
    "0",
    "-0",
    "7",
    "-12",
    "0.1",
    ".5",
    "5.",
    "3.14159",
    "1e5",
    "1E-7",
    "+3",
    "-2.5e+3",
    "123456789012345678",
  ];
  for (const text of fixed) assert.ok(Object.is(parse(text), Number(text)), text);
  const rng = new Rng(1);
  for (let i = 0; i < 5000; i++) {
    const value = (rng.uniform() - 0.5) * 10 ** (rng.integer(40) - 20);
    for (const text of [`${value}`, value.toFixed(6), value.toPrecision(5), value.toExponential(3)]) {
      assert.equal(parse(text), Number(text), text);
    }
  }
});

Deno.test("parseNumber() gives NaN for what is no number", () => {
  for (const text of ["", "-", ".", "1.2.3", "1,5", "abc", "0x10", "--1", "1e", "NaN", "e5", "1 2"]) {
    assert.ok(Number.isNaN(parse(text)), text);
  }
});

Deno.test("parseNumber() knows infinities as Python and R write them", () => {
  assert.equal(parse("inf"), Infinity);
  assert.equal(parse("-Inf"), -Infinity);
  assert.equal(parse("Infinity"), Infinity);
});

Deno.test("parseNumber() allows blanks around exponents only where Number() does", () => {
  assert.equal(parse(" 1e3 "), 1000);
  assert.equal(parse(" 12"), 12);
});

Deno.test("isMissing() knows the usual words for nothing", () => {
  for (const text of ["", " ", "NA", "nan", "NaN", "N/A", "<NA>", "null", "None"]) assert.ok(isMissing(text), text);
  for (const text of ["0", "n", "-", "nana", "NAB"]) assert.ok(!isMissing(text), text);
});
