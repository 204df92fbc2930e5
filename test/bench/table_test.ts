import assert from "node:assert/strict";
import type { BenchCase, Outcome } from "../../bench/bench_case.ts";
import { heldToAvx2, peerSide, WEFT_ENGINES } from "../../bench/side.ts";
import { caseTable, table, time } from "../../bench/table.ts";

const peer = peerSide("PyTorch", "smart", "best");
const [native, held, wasm] = WEFT_ENGINES;
const one: BenchCase = {
  name: "smart_100",
  title: "SMART",
  sides: [native!, held!, wasm!, peer, heldToAvx2(peer)],
  prepare: () => Promise.resolve(),
  open: () => Promise.reject(new TypeError("not opened in a test")),
};
const took = (seconds: number, losses: readonly number[] = []): Outcome[] => [
  { seconds: [seconds], cpuSeconds: [2 * seconds], quality: {}, losses, peakBytes: 2 ** 21 },
];

Deno.test("table() fills up rows that are too short", () => {
  assert.equal(table(["a", "b"], [["1"], ["2", "3"]]), "| a | b |\n| --- | --- |\n| 1 |  |\n| 2 | 3 |");
});

Deno.test("time() gives three digits in the unit that fits", () => {
  assert.deepEqual([0.0001234, 0.12345, 0.9999, 12.345, 345.6].map(time), [
    "0.123 ms",
    "123 ms",
    "1.00 s",
    "12.3 s",
    "346 s",
  ]);
});

Deno.test("caseTable() compares a side with the peer that may use the same instructions", () => {
  const measured = [
    { side: native!, versions: "Deno", outcomes: took(1, [4, 2]) },
    { side: held!, versions: "Deno", outcomes: took(2, [4, 2.5]) },
    { side: peer, versions: "torch", outcomes: took(3, [4, 2]) },
    { side: heldToAvx2(peer), versions: "torch", outcomes: took(8, [4, 2]) },
  ];
  const lines = caseTable({ one, measured, load: [0.5, 2] }).split("\n");
  const cells = (line: number) => lines[line]!.split(" | ").map((cell) => cell.replaceAll("|", "").trim());
  assert.deepEqual(cells(2).slice(0, 5), [
    "side",
    "wall, median (least)",
    "CPU, median (least)",
    "peak",
    "PyTorch / this",
  ]);
  assert.deepEqual(cells(4), [
    "weft native",
    "1.00 s (1.00 s)",
    "2.00 s (2.00 s)",
    "2 MiB",
    "3.00 (3.00)",
    "4.0000000, 2.0000000",
  ]);
  assert.deepEqual(cells(5).slice(4), ["4.00 (4.00)", "4.0000000, 2.5000000 (3e-1)"]);
  assert.equal(cells(6)[4], "–");
  assert.equal(lines.at(-2), "`smart_100`; load 0.5 before, 2.0 after; Deno; torch");
});

Deno.test("caseTable() says why a side is missing, and has no ratio to it", () => {
  const measured = [
    { side: wasm!, versions: "Deno", outcomes: took(1) },
    { side: peer, versions: "", outcomes: [], missing: "no C++ compiler" },
  ];
  const text = caseTable({ one, measured, load: [0, 0] });
  assert(text.includes("| weft wasm | 1.00 s (1.00 s) | 2.00 s (2.00 s) | 2 MiB | – |"));
  assert(text.includes("| PyTorch | missing: no C++ compiler |"));
});
