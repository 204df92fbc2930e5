import assert from "node:assert/strict";
import { createLog } from "../../src/kernel/log.ts";

Deno.test("createLog() says each subject once, and at the end how often it came up", () => {
  const lines: string[] = [];
  const log = createLog((line) => lines.push(line));
  for (let i = 0; i < 3; i++) log.once("a", `text ${i}`);
  log.once("b", "other");
  assert.deepEqual(lines.splice(0), ["weft kernel: text 0\n", "weft kernel: other\n"]);
  log.close();
  assert.deepEqual(lines, ["weft kernel: 3 times in all: a\n"]);
});
