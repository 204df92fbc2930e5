import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { OP } from "../../src/kernels/generated/op.ts";
import { readOps } from "../../tools/kernels/op_table.ts";
import { opsInRecording } from "../../tools/kernels/ops_in_recording.ts";
import { recordTests } from "../../tools/kernels/record_tests.ts";
import { replayer, type WatchName } from "../../tools/kernels/replay.ts";

const recordings = await recordTests({ rounds: 3, seed: Math.floor(performance.timeOrigin) % 1e6 });

Deno.test("every kernel of the table is called by the tests that are recorded", async () => {
  const names = await readOps(fileURLToPath(new URL("../../src/kernels/c", import.meta.url)));
  assert.equal(Object.keys(OP).length, names.length, "the table is not of this source: run deno task kernels");
  const called = new Set([...recordings.values()].flat().flatMap((recording) => [...opsInRecording(recording)]));
  assert.deepEqual(names.filter((_, op) => !called.has(op)), [], "add a row to test/kernels/fuzz/cases.ts");
});

const SHOWN = [["address", 4, "relaxed"], ["address", 16, "avx512"], ["address", 8, "avx2"], ["threads", 4, "relaxed"]];

for (const [watch, floats, kind] of SHOWN as [WatchName, number, string][]) {
  Deno.test(`kernels pass the watch over ${watch} on recorded calls of ${kind}`, async () => {
    const program = await replayer(watch, floats);
    if (typeof program === "string") return console.warn(`SKIPPED: ${watch}: ${program}`);
    const shown = recordings.get(kind) ?? [];
    if (shown.length === 0) console.warn(`SKIPPED: ${watch}: nothing here runs on ${kind} by itself`);
    for (const recording of shown) {
      const { ok, printed } = await program.replay(recording);
      assert(ok, printed);
      assert.match(printed, /^\d+ calls$/);
    }
  });
}

const MISTAKES = [
  "none",
  "reads behind its block",
  "writes behind its block",
  "writes in front of its block",
  "overflows an integer",
  "has shares that write to one place",
  "computes something else",
];

Deno.test("the watches see a kernel that reads or writes outside, overflows, or depends on the order of shares", async () => {
  const sources = ["wrong.c", "replay.c"].map((name) => fileURLToPath(new URL(`fuzz/${name}`, import.meta.url)));
  const seen = { address: [1, 2, 3, 4, 5, 6], pages: [1, 2, 3, 5, 6] };
  for (const [watch, mistakes] of Object.entries(seen)) {
    const program = await replayer(watch as WatchName, 4, sources);
    if (typeof program === "string") {
      console.warn(`SKIPPED: ${program}`);
      continue;
    }
    for (const [op, mistake] of MISTAKES.entries()) {
      const answers: readonly { readonly ok: boolean }[] = await Promise.all(
        [oneCall(op, 0), oneCall(op, 1)].map(program.replay),
      );
      const found = answers.some(({ ok }) => !ok);
      if (op === 0 || mistakes.includes(op)) assert.equal(found, op > 0, `${watch}: a kernel that ${mistake}`);
    }
  }
});

/** Calls with a block of a whole page whose first element becomes 1; the last, of the kernel named, is the odd one. */
function oneCall(op: number, odd: number): Uint8Array {
  const length = 16384;
  const words = [1 + odd];
  for (let call = 0; call <= odd; call++) {
    words.push(call < odd ? 0 : op, 2, 1, 0, length, 0);
    const before = new Uint32Array(length);
    const after = before.with(0, new Uint32Array(Float32Array.of(1).buffer)[0]!);
    for (const contents of [before, after]) words.push(...contents);
    words.push(0, ...doubleWords(0), 0xffffffff, ...doubleWords(length));
  }
  return new Uint8Array(Uint32Array.from(words).buffer);
}

function doubleWords(value: number): Uint32Array {
  return new Uint32Array(Float64Array.of(value).buffer);
}
