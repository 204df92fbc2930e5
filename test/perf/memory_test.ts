import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

import { PIECES } from "./pieces.ts";

const N = 4_000;
/** A float32 of every pair of rows, at 2N. */
const ALL_PAIRS_BYTES = 4 * (2 * N) ** 2;
/** V8 lets so many bytes of dead typed arrays lie before it collects them: growth below this is no growth. */
const NOISE = 64e6;

/** By how many bytes a piece raises the peak memory of a process of its own. */
async function growth(piece: string, nObs: number): Promise<number> {
  const script = fileURLToPath(new URL("./measure.ts", import.meta.url));
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "-A", script, piece, String(nObs)],
    stdout: "piped",
    stderr: "piped",
  }).output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
  return Number(new TextDecoder().decode(stdout).trim().split("\n").at(-1));
}

/** Peak memory at N and at 2N, and their ratio with noise taken out. */
async function measure(piece: string): Promise<{ once: number; twice: number; ratio: number; text: string }> {
  const [once, twice] = await Promise.all([growth(piece, N), growth(piece, 2 * N)]) as [number, number];
  const ratio = Math.max(twice, NOISE) / Math.max(once, NOISE);
  return { once, twice, ratio, text: `${(once / 1e6).toFixed(0)} MB at ${N}, ${(twice / 1e6).toFixed(0)} MB at 2N` };
}

const ignore = Deno.build.os !== "linux";
if (ignore) console.log("SKIPPED: peak memory is read from /proc, which only Linux has");

for (const piece of Object.keys(PIECES)) {
  Deno.test({
    name: `${piece}: peak memory does not grow with the square of the rows`,
    ignore,
    fn: async () => {
      const { twice, ratio, text } = await measure(piece);
      assert(twice < ALL_PAIRS_BYTES, `a matrix of all pairs would fit: ${text}`);
      assert(ratio < 3, `grows ${ratio.toFixed(2)}-fold: ${text}`);
    },
  });
}

Deno.test({
  name: "peak memory: the measure sees an array of all pairs",
  ignore,
  fn: async () => {
    const { once, twice, ratio, text } = await measure("an array of all pairs");
    assert(twice >= 0.95 * ALL_PAIRS_BYTES, text);
    assert(ratio > 3 && once < twice, text);
  },
});
