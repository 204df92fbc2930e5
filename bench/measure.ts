import { loadavg } from "node:os";
import { mkdtemp, rm } from "node:fs/promises";
import { isWeftError } from "../src/core/is_weft_error.ts";
import type { BenchCase, Outcome } from "./bench_case.ts";
import type { Side } from "./side.ts";
import { openSide, type SideContext, type SideProcess } from "./side_process.ts";

/** What a side came to: its rounds, or why there are none. */
export interface Measured {
  /** Who did it. */
  readonly side: Side;
  /** What it ran on. */
  readonly versions: string;
  /** The rounds after the warm-up, in their order. */
  readonly outcomes: readonly Outcome[];
  /** Why it could not be run, or why it broke off. */
  readonly missing?: string;
}

/** What a case came to. */
export interface CaseResult {
  /** The case. */
  readonly one: BenchCase;
  /** Its sides in their order. */
  readonly measured: readonly Measured[];
  /** The load average of the machine before and after. */
  readonly load: readonly [number, number];
}

/** How often the sides take turns, and which of them. */
export interface MeasureOptions {
  /** Rounds after the warm-up. */
  readonly nRounds: number;
  /** Takes the sides whose name holds one of these words; all when empty. */
  readonly sides: readonly string[];
  /** The Python with the peers, if there is one. */
  readonly python: string | undefined;
  /** Told the name of each side before its turn. */
  readonly onTurn?: (side: string, round: number) => void;
}

interface Contender {
  readonly side: Side;
  readonly process: SideProcess | undefined;
  readonly outcomes: Outcome[];
  missing: string | undefined;
}

/** Runs a case: every side in a process of its own, all at once, taking turns round by round. */
export async function measure(one: BenchCase, options: MeasureOptions): Promise<CaseResult> {
  const { nRounds, python, onTurn } = options;
  const folder = await mkdtemp(`${Deno.env.get("TMPDIR") ?? "/tmp"}/weft-bench-`);
  const sides = one.sides.filter(({ name }) =>
    options.sides.length === 0 || options.sides.some((w) => name.includes(w))
  );
  try {
    await one.prepare(folder);
    const before = loadavg()[0]!;
    const contenders: Contender[] = [];
    for (const side of sides) {
      onTurn?.(side.name, -1);
      contenders.push(await contender(side, { caseName: one.name, folder, python }));
    }
    for (let round = 0; round <= nRounds; round++) {
      for (const each of contenders) {
        onTurn?.(each.side.name, round);
        await turn(each, round, one.repeat ?? 1);
      }
    }
    for (const { process } of contenders) await process?.close();
    const measured = contenders.map(({ side, process, outcomes, missing }): Measured => ({
      side,
      versions: process?.versions ?? "",
      outcomes,
      ...(missing === undefined ? {} : { missing }),
    }));
    return { one, measured, load: [before, loadavg()[0]!] };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function contender(side: Side, context: SideContext): Promise<Contender> {
  try {
    return { side, process: await openSide(side, context), outcomes: [], missing: undefined };
  } catch (error) {
    return { side, process: undefined, outcomes: [], missing: reason(error) };
  }
}

/** One round; the first is a warm-up. A side that broke off gets no further turn. */
async function turn(each: Contender, round: number, repeat: number): Promise<void> {
  if (each.missing !== undefined) return;
  try {
    const outcome = await each.process!.round(repeat);
    if (round > 0) each.outcomes.push(outcome);
  } catch (error) {
    each.missing = reason(error);
  }
}

function reason(error: unknown): string {
  if (isWeftError(error, "Failed")) return error.fields.found;
  throw error;
}
