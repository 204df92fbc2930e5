import { join } from "node:path";
import { registerDisplays } from "../../display/register_displays.ts";
import type { Command } from "../command.ts";
import { INTERRUPTED, listenForInterrupt } from "../integrate/interrupt.ts";
import { checkOut, openOut } from "../integrate/out_folder.ts";
import { progressLine } from "../integrate/progress_line.ts";
import { readCompareSettings } from "./compare_settings.ts";
import { HELP } from "./help.ts";
import type { Study } from "../../study/study.ts";
import { startStudy } from "./start_study.ts";
import { PAGE, RUNS, SUMMARY, TABLE, writeStudy } from "./write_study.ts";

/** `weft compare`. */
export const compareCommand: Command = {
  help: HELP,
  async run(args) {
    const settings = readCompareSettings(args);
    const { out, force } = settings.common;
    checkOut(out, force, [TABLE, RUNS, SUMMARY, PAGE]);
    registerDisplays();
    const line = progressLine();
    const interrupt = listenForInterrupt();
    try {
      const folder = await openOut(out, interrupt.guard);
      let study: Study;
      try {
        study = await startStudy(settings, line);
        interrupt.enter("training");
        interrupt.signal.addEventListener("abort", () => study.stop());
        await study.result();
        interrupt.enter("finishing");
        await writeStudy(study, folder);
        await folder.commit();
      } catch (error) {
        folder.discard();
        throw error;
      }
      line.say("");
      console.log(String(study));
      console.log(`\nThe page: ${join(out, PAGE)}\nThe table: ${join(out, TABLE)}`);
      return interrupt.signal.aborted ? INTERRUPTED : 0;
    } finally {
      interrupt.dispose();
    }
  },
};
