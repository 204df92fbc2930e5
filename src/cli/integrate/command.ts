import { rmSync } from "node:fs";
import { join } from "node:path";
import { isWeftError } from "../../core/is_weft_error.ts";
import type { Command } from "../command.ts";
import { HELP } from "./help.ts";
import { integrate } from "./integrate.ts";
import { INTERRUPTED, listenForInterrupt } from "./interrupt.ts";
import { checkOut, openOut } from "./out_folder.ts";
import { progressLine } from "./progress_line.ts";
import { readSettings } from "./settings.ts";
import { summaryTable } from "./summary_table.ts";
import { REPORT, RESULT } from "./write_results.ts";

/** `weft integrate`. */
export const integrateCommand: Command = {
  help: HELP,
  async run(args) {
    const settings = readSettings(args);
    checkOut(settings.out, settings.force);
    const out = await openOut(settings.out);
    const line = progressLine();
    const interrupt = listenForInterrupt(line.say, () => rmSync(out.staging, { recursive: true, force: true }));
    try {
      const summary = await integrate(settings, out, line, interrupt.signal);
      line.say("");
      console.log(summaryTable(summary));
      console.log(`\nThe page: ${join(settings.out, REPORT)}\nThe data: ${join(settings.out, RESULT)}`);
      return summary.stopped ? INTERRUPTED : 0;
    } catch (error) {
      await out.discard();
      if (!isWeftError(error, "Aborted")) throw error;
      line.say(`weft integrate: ${error.message}`);
      return INTERRUPTED;
    } finally {
      interrupt.dispose();
    }
  },
};
