import assert from "node:assert/strict";
import { cellLines } from "../../src/cli/notebook/cell_lines.ts";
import type { CellNews } from "../../src/kernel/notebook/run_notebook.ts";

function sink(isTerminal: boolean) {
  const written: string[] = [];
  return { written, lines: cellLines({ isTerminal, write: (text) => void written.push(text), now: () => 0 }) };
}

const news = (change: Partial<CellNews>): CellNews => ({
  number: 3,
  total: 12,
  source: "1 + 1",
  state: "done",
  seconds: 1.234,
  ...change,
});

Deno.test("cellLines() gives a cell that has ended one line: place, seconds and its first line of work", () => {
  const { written, lines } = sink(false);
  lines.onCell(news({ state: "starts", seconds: 0 }));
  lines.onCell(news({ source: `import * as wf from "weft";\n\n// why\n  const tissue = 1;\ntissue` }));
  lines.onCell(news({ number: 12, seconds: 100, state: "failed", source: "throw 1" }));
  lines.onCell(news({ number: 4, source: "// nothing but a comment" }));
  lines.onCell(news({ number: 5, source: "x".repeat(100) }));
  assert.deepEqual(written, [
    "[ 3/12]     1.2 s  const tissue = 1;\n",
    "[12/12]   100.0 s  FAILED  throw 1\n",
    "[ 4/12]     1.2 s  // nothing but a comment\n",
    `[ 5/12]     1.2 s  ${"x".repeat(59)}…\n`,
  ]);
});

Deno.test("cellLines() on a terminal shows at once that a cell runs, and writes over it when it has ended", () => {
  const { written, lines } = sink(true);
  lines.onCell(news({ state: "starts", seconds: 0 }));
  lines.onCell(news({}));
  assert.deepEqual(written, ["\r\x1b[K[ 3/12]     0.0 s  …  1 + 1", "\r\x1b[K[ 3/12]     1.2 s  1 + 1\n"]);
});

Deno.test("cellLines() goes on telling on a terminal while a cell runs, until it is closed", async () => {
  const { written, lines } = sink(true);
  lines.onCell(news({ state: "starts", seconds: 0 }));
  await new Promise((resolve) => setTimeout(resolve, 1200));
  lines.close();
  const told = written.length;
  assert(told >= 2);
  await new Promise((resolve) => setTimeout(resolve, 1100));
  assert.equal(written.length, told);
});
