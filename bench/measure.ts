import { loadavg } from "node:os";
import { isWeftError } from "../src/core/is_weft_error.ts";
import type { BenchCase, Outcome } from "./bench_case.ts";
import type { Side } from "./side.ts";
import { openSide, type SideContext, type SideProcess } from "./side_process.ts";
import { inTemporaryFolder } from "./temporary_folder.ts";

/** What a side came to: its rounds, or why there are none. */
export interface Measured {
  /** Who did it. */
  readonly side: Side;
  /** What it ran on. */
  readonly versions: string;
  /** The rounds that count, in their order. */
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
  /** Rounds after the warm-up; sides that are done once have one, without. */
  readonly nRounds: number;
  /** Takes the sides whose name holds one of these words; all when empty. */
  readonly sides: readonly string[];
  /** The Python with the peers, if there is one. */
  readonly python: string | undefined;
  /** Told the name of each side before its turn. */
  readonly onTurn?: (side: string, round: number) => void;
}

/** What takes minutes is not repeated more often than this. */
const MOST_ONCE = 2;

interface Contender {
  readonly side: Side;
  readonly process: SideProcess | undefined;
  readonly outcomes: Outcome[];
  missing: string | undefined;
}

/**
 * Runs a case: every side in a process of its own, taking turns round by round. Sides that are done once, and those of a
 * case whose sides do not fit into memory together, have the machine to themselves.
 */
export function measure(one: BenchCase, options: MeasureOptions): Promise<CaseResult> {
  const wanted = options.sides;
  const sides = one.sides.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
  const together = sides.filter((side) => !one.apart && !side.once);
  const groups = [together, ...sides.filter((side) => !together.includes(side)).map((side) => [side])];
  return inTemporaryFolder(async (folder) => {
    await one.prepare(folder);
    const before = loadavg()[0]!;
    const measured: Measured[] = [];
    for (const group of groups) measured.push(...await inTurns(group, one, folder, options));
    return { one, measured, load: [before, loadavg()[0]!] };
  });
}

/** Measures sides that are open at the same time. */
async function inTurns(
  sides: readonly Side[],
  { name: caseName, repeat = 1 }: BenchCase,
  folder: string,
  { nRounds, python, onTurn }: MeasureOptions,
): Promise<Measured[]> {
  const contenders: Contender[] = [];
  for (const side of sides) {
    onTurn?.(side.name, -1);
    contenders.push(await contender(side, { caseName, folder, python }));
  }
  for (let round = 0; round <= nRounds; round++) {
    for (const each of contenders) {
      if (each.side.once && round > 0) continue;
      onTurn?.(each.side.name, each.side.once ? 1 : round);
      await turn(each, round, each.side.once ? Math.min(repeat, MOST_ONCE) : repeat);
    }
  }
  for (const { process } of contenders) await process?.close();
  return contenders.map(({ side, process, outcomes, missing }): Measured => ({
    side,
    versions: process?.versions ?? "",
    outcomes,
    ...(missing === undefined ? {} : { missing }),
  }));
}

async function contender(side: Side, context: SideContext): Promise<Contender> {
  try {
    return { side, process: await openSide(side, context), outcomes: [], missing: undefined };
  } catch (error) {
    return { side, process: undefined, outcomes: [], missing: reason(error) };
  }
}

/** One round; the first is a warm-up where it is not the only one. A side that broke off gets no further turn. */
async function turn(each: Contender, round: number, repeat: number): Promise<void> {
  if (each.missing !== undefined) return;
  try {
    const outcome = await each.process!.round(repeat);
    if (round > 0 || each.side.once) each.outcomes.push(outcome);
  } catch (error) {
    each.missing = reason(error);
  }
}

function reason(error: unknown): string {
  if (isWeftError(error, "Failed")) return error.fields.found;
  throw error;
}
