/**
 * Runs every kernel under every watch there is here, on what the tests of the kernels give it and on random shapes:
 * `deno task fuzz [SEEDS]`, 5 by default. Ends with 1 when a watch saw something.
 */
import { recordTests } from "./kernels/record_tests.ts";
import { replayer, WATCHES, type WatchName } from "./kernels/replay.ts";

const ROUNDS = 20;
/** Which recordings each watch is shown: instruction set, floats in its vectors. */
const SHOWN = [["relaxed", 4], ["simd", 4], ["avx2", 8], ["avx512", 16]] as const;

const skipped = new Set<string>();
let failures = 0;
for (let seed = 0; seed < Number(Deno.args[0] ?? 5); seed++) {
  for (const kind of [undefined, "avx2"] as const) {
    const recordings = await recordTests({ kind, rounds: ROUNDS, seed });
    for (const watch of Object.keys(WATCHES) as WatchName[]) {
      for (const [set, floats] of SHOWN) {
        if (watch === "neon" && floats !== 4) continue;
        const found = await show(watch, floats, recordings.get(set) ?? []);
        if (found) console.log(`seed ${seed}, ${watch}, ${set}: ${found}`);
      }
    }
  }
}
for (const line of skipped) console.warn(`SKIPPED: ${line}`);
Deno.exit(failures > 0 ? 1 : 0);

async function show(watch: WatchName, floats: number, recordings: readonly Uint8Array[]): Promise<string | undefined> {
  if (recordings.length === 0) return undefined;
  const program = await replayer(watch, floats);
  if (typeof program === "string") {
    skipped.add(`${watch}: ${program}`);
    return undefined;
  }
  let calls = 0;
  for (const recording of recordings) {
    const { ok, printed } = await program.replay(recording);
    calls += ok ? parseInt(printed) : 0;
    if (ok) continue;
    failures++;
    return `FAILED\n${printed}`;
  }
  return `ok, ${calls} calls (${WATCHES[watch].sees})`;
}
