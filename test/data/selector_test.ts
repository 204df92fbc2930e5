import assert from "node:assert/strict";

import { isWeftError } from "../../src/core/is_weft_error.ts";
import type { ErrorTag } from "../../src/core/error.ts";
import { column } from "../../src/data/columns/column.ts";
import { Frame } from "../../src/data/frame.ts";
import { type Selector, selectRows } from "../../src/data/selector.ts";

const frame = new Frame(["a", "b", "c", "d"], { n: [1, 2, 3, 4], kept: [true, false, false, true] });
const rows = (selector: Selector) => [...selectRows(frame, selector, "obs")];
const refuses = (selector: unknown, tag: ErrorTag, message: RegExp) =>
  assert.throws(() => rows(selector as Selector), (error) => isWeftError(error, tag) && message.test(error.message));

Deno.test("selectRows() takes names, indices, masks, ranges and questions", () => {
  assert.deepEqual(rows(["d", "a", "d"]), [3, 0, 3]);
  assert.deepEqual(rows([-1, 0]), [3, 0]);
  assert.deepEqual(rows(new Int32Array([2])), [2]);
  assert.deepEqual(rows([true, false, false, true]), [0, 3]);
  assert.deepEqual(rows({ start: 1, end: -1 }), [1, 2]);
  assert.deepEqual(rows({}), [0, 1, 2, 3]);
  assert.deepEqual(rows(({ n }) => Number(n) > 2), [2, 3]);
  assert.deepEqual(rows([]), []);
});

Deno.test("selectRows() takes one name or index as itself, and a boolean column as a mask", () => {
  assert.deepEqual(rows("b"), [1]);
  assert.deepEqual(rows(-2), [2]);
  assert.deepEqual(rows(frame.column("kept")), [0, 3]);
  assert.deepEqual(rows(column([true, null, false, true]).take([0, 0, 2, 3])), [0, 1, 3]);
});

Deno.test("selectRows() refuses what it cannot read instead of taking everything", () => {
  const message = /names, indices, a mask, a range or a question to choose obs/;
  for (const selector of [null, new Set(["a"]), new Map(), { from: 1 }, new Date(), true]) {
    refuses(selector, "InvalidArgument", message);
  }
  refuses(new Uint8Array([1, 0, 0, 1]), "InvalidArgument", /Array\.from\(mask, Boolean\)/);
});

Deno.test("selectRows() refuses masks of another length or with gaps", () => {
  refuses([true], "Misaligned", /a mask of 4 values for obs but found 1/);
  refuses([null, true, true, false], "BadValues", /found null at row 0/);
  refuses(column([true, false, null, true]), "BadValues", /found null at row 2/);
  refuses(frame.column("n"), "BadValues", /found 1 at row 0/);
});

Deno.test("selectRows() refuses rows and names that are not there", () => {
  refuses([4], "InvalidArgument", /rows of obs from 0 to 3 but found 4/);
  refuses([0.5], "InvalidArgument", /found 0\.5/);
  refuses("z", "NotFound", /1 of 1 that do not: 'z'/);
  refuses({ end: 5 }, "InvalidArgument", /found 5/);
});

Deno.test("selectRows() takes what stands for rows by their names, wherever they are now", () => {
  assert.deepEqual(rows({ names: ["d", "b"] }), [3, 1]);
  assert.deepEqual([...selectRows(frame.takeRows([3, 1]), { names: ["d", "b"] }, "obs")], [0, 1]);
  assert.deepEqual(rows({ names: [] }), []);
  refuses({ names: ["d", "x"] }, "NotFound", /1 of 2 that do not: 'x'/);
});
