import { UNPAIRED_METHODS } from "../unpaired_methods.ts";
import type { Method } from "../../methods/method.ts";
import { methods } from "../../methods/methods.ts";
import { advised } from "./advised.ts";
import { checkCells } from "./integrate_cells.ts";
import { checkSpots } from "./integrate_spots.ts";
import type { Interrupt } from "./interrupt.ts";
import { openOut } from "./out_folder.ts";
import type { ProgressLine } from "./progress_line.ts";
import type { Settings } from "./settings.ts";
import { Stopwatch } from "./stopwatch.ts";
import type { Summary } from "./summary.ts";
import { finish } from "./write_results.ts";

/**
 * Runs a whole integration. Everything that can be wrong with the input is found before the first long step; the
 * folder appears when all of it is written, or not at all.
 *
 * @returns The figures that were written.
 */
export async function integrate(settings: Settings, line: ProgressLine, interrupt: Interrupt): Promise<Summary> {
  const job = { settings, method: makeMethod(settings), line, interrupt, watch: new Stopwatch() };
  const checked = UNPAIRED_METHODS.includes(settings.method) ? await checkCells(job) : await checkSpots(job);
  const out = await openOut(settings.out, interrupt.guard);
  try {
    const summary = await checked.work(out);
    await finish(out, summary);
    return summary;
  } catch (error) {
    out.discard();
    throw error;
  }
}

/** The method with its preset and options, checked before anything is read. */
function makeMethod({ method, preset, options, nEpochs }: Settings): Method {
  const next = { InvalidArgument: "See --set and --preset in the help." };
  return advised({ next }, () => {
    const made = methods[method]!({ ...options, preset });
    return nEpochs !== undefined && "nEpochs" in made.config ? made.variant({ nEpochs }) : made;
  });
}
