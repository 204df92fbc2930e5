/**
 * Runs one piece in this process and prints by how many bytes it raised the peak of resident memory:
 * `deno run -A measure.ts PIECE N_OBS`. A small run first takes code and libraries out of the figure.
 */
import { readFileSync } from "node:fs";

import { allPairs, type Piece, PIECES } from "./pieces.ts";

const WARM_UP = 200;

/** The high-water mark of this program; `getrusage` would count that of the process it was started from, too. */
function peakBytes(): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))!;
  return 1024 * Number(kilobytes);
}

const [name, nObs] = Deno.args;
const piece: Piece = PIECES[name!] ?? allPairs;
await piece(WARM_UP);
const before = peakBytes();
await piece(Number(nObs));
console.log(peakBytes() - before);
// Engines may keep workers alive.
Deno.exit(0);
