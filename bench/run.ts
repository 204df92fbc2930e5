/**
 * weft beside the field's own tools, on the same bytes in one run: `deno task bench [CASE …]`. Rounds are interleaved;
 * the first of each side is a warm-up. `deno task bench:setup` makes the Python with the peers; without it weft is
 * timed alone.
 */
import { loadavg } from "node:os";
import { mkdtemp, rm } from "node:fs/promises";
import type { BenchCase, Outcome } from "./bench_case.ts";
import { cases } from "./cases/mod.ts";
import { openPeer } from "./peer.ts";
import { benchPython } from "./setup.ts";

const ROUNDS = 3;

/** The round of one side that took the median time. */
function median(outcomes: readonly Outcome[]): Outcome {
  const sorted = [...outcomes].sort((a, b) => a.seconds - b.seconds);
  return sorted[sorted.length >> 1]!;
}

function times({ seconds, cpuSeconds }: Outcome): string {
  return `${seconds.toFixed(2)} (${cpuSeconds.toFixed(2)})`;
}

function words(quality: Readonly<Record<string, number>>): string {
  return Object.entries(quality).map(([name, value]) => `${name} ${value.toFixed(3)}`).join(", ");
}

async function measure(one: BenchCase, python: string | undefined): Promise<string> {
  const folder = await mkdtemp(`${Deno.env.get("TMPDIR") ?? "/tmp"}/weft-bench-`);
  try {
    await one.prepare(folder);
    const work = await one.open(folder);
    const peer = await openPeer(python, one.peer ?? one.name, folder);
    const ours: Outcome[] = [];
    const theirs: Outcome[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const own = await work();
      const other = peer && await peer.round();
      if (round === 0) continue;
      ours.push(own);
      if (other) theirs.push(other);
    }
    await peer?.close();
    const a = median(ours);
    if (theirs.length === 0) return `| ${one.title} | ${times(a)} | – | – | ${words(a.quality)} | – |`;
    const b = median(theirs);
    const ratio = `${(b.seconds / a.seconds).toFixed(2)} (${(b.cpuSeconds / a.cpuSeconds).toFixed(2)})`;
    return `| ${one.title} | ${times(a)} | ${times(b)} | ${ratio} | ${words(a.quality)} | ${words(b.quality)} (${
      peer!.versions
    }) |`;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const python = await benchPython();
const chosen = Deno.args.length === 0 ? cases : cases.filter(({ name }) => Deno.args.includes(name));
const print = (line: string): void => {
  console.log(line);
};
if (python === undefined) print("No Python with the peers: run `deno task bench:setup`. Timing weft alone.\n");
print(
  `load ${
    loadavg()[0]!.toFixed(2)
  }, ${navigator.hardwareConcurrency} cores, Deno ${Deno.version.deno}, medians of ${ROUNDS} after a warm-up\n`,
);
print("| case | weft s (CPU) | peer s (CPU) | peer / weft (CPU) | weft's quality | peer's quality |");
print("| --- | --- | --- | --- | --- | --- |");
for (const one of chosen) print(await measure(one, python));
