/**
 * Runs every kernel on random shapes under every watch there is here: `deno task fuzz [ROUNDS]`, 200 by default. Ends
 * with 1 when one of them saw something.
 */
import { record } from "../test/kernels/fuzz/record.ts";
import { replayer, WATCHES, type WatchName } from "./kernels/replay.ts";

/** Rounds in one recording, which is held in memory. */
const CHUNK = 10;
const RUNS: readonly (readonly [WatchName, 4 | 8 | 16])[] = [
  ["address", 4],
  ["address", 8],
  ["address", 16],
  ["threads", 8],
  ["pages", 4],
  ["pages", 8],
  ["pages", 16],
  ["neon", 4],
];

const rounds = Number(Deno.args[0] ?? 200);
let failures = 0;
for (const [watch, floats] of RUNS) {
  const found = await fuzz(watch, floats);
  if (found !== undefined) console.log(`${watch}, ${floats} floats a vector: ${found}`);
}
Deno.exit(failures > 0 ? 1 : 0);

async function fuzz(watch: WatchName, floats: 4 | 8 | 16): Promise<string> {
  const program = await replayer(watch, floats);
  if (typeof program === "string") return `SKIPPED: ${program}`;
  let calls = 0;
  for (let seed = 0; seed < rounds / CHUNK; seed++) {
    const recording = record(floats, CHUNK, seed);
    if (recording === undefined) return "SKIPPED: this processor cannot record them";
    const { ok, printed } = await program.replay(recording.bytes);
    if (!ok) {
      failures++;
      return `FAILED (seed ${seed})\n${printed}`;
    }
    calls += parseInt(printed);
  }
  return `ok, ${calls} calls (${WATCHES[watch].sees})`;
}
