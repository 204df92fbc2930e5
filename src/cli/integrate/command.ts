import { join } from "node:path";
import type { Command } from "../command.ts";
import { HELP } from "./help.ts";
import { integrate } from "./integrate.ts";
import { INTERRUPTED, listenForInterrupt } from "./interrupt.ts";
import { checkOut } from "./out_folder.ts";
import { progressLine } from "./progress_line.ts";
import { readSettings } from "./settings.ts";
import { summaryTable } from "./summary_table.ts";
import { REPORT, RESULT, SUMMARY } from "./write_results.ts";

/** `weft integrate`. */
export const integrateCommand: Command = {
  help: HELP,
  async run(args) {
    const settings = readSettings(args);
    checkOut(settings.out, settings.force, [RESULT, REPORT, SUMMARY]);
    const line = progressLine();
    const interrupt = listenForInterrupt();
    try {
      const summary = await integrate(settings, line, interrupt);
      line.say("");
      console.log(summaryTable(summary));
      console.log(`\nThe page: ${join(settings.out, REPORT)}\nThe data: ${join(settings.out, RESULT)}`);
      return interrupt.signal.aborted ? INTERRUPTED : 0;
    } finally {
      interrupt.dispose();
    }
  },
};
