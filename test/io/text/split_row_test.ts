import assert from "node:assert/strict";

import { guessDelimiter } from "../../../src/io/text/delimiter.ts";
import { splitRow } from "../../../src/io/text/split_row.ts";

Deno.test("splitRow() splits plain lines, empty cells included", () => {
  assert.deepEqual(splitRow("a,b,,c,", ","), ["a", "b", "", "c", ""]);
  assert.deepEqual(splitRow("", ","), [""]);
});

Deno.test("splitRow() keeps separators and doubled quotes inside quotes", () => {
  assert.deepEqual(splitRow('"a,b",c,"say ""hi""",""', ","), ["a,b", "c", 'say "hi"', ""]);
  assert.deepEqual(splitRow('x\t"y\tz"', "\t"), ["x", "y\tz"]);
  assert.deepEqual(splitRow('a,"b",', ","), ["a", "b", ""]);
});

Deno.test("guessDelimiter() trusts the name, then the line", () => {
  assert.equal(guessDelimiter("a.tsv", "x,y,z"), "\t");
  assert.equal(guessDelimiter("a.tsv.gz", "x,y"), "\t");
  assert.equal(guessDelimiter("a.csv", "x,y;z;w"), ",");
  assert.equal(guessDelimiter("a.csv", "x;y;z"), ";");
  assert.equal(guessDelimiter("a.txt", "x\ty,z\tw"), "\t");
  assert.equal(guessDelimiter("a.txt", 'x "a,b,c,d" y'), " ");
  assert.equal(guessDelimiter("a.csv", "x"), ",");
  assert.equal(guessDelimiter("a.txt", "x"), "\t");
});
