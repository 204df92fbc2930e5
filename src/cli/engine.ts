import { describeEngines } from "../engine/describe_engines.ts";
import { ENGINES } from "../engine/engines/mod.ts";
import type { Command } from "./command.ts";
import { parseFlags } from "./parse_flags.ts";
import { UsageError } from "./usage_error.ts";

const HELP = `weft engine [--engine NAME] [--json]

Says which tensor engine a training takes here, why, and what else could be had.

  --engine NAME  ask for one by name: auto, ${ENGINES.map(({ name }) => name).join(", ")}
  --json         print everything as JSON`;

/** `weft engine [--engine NAME] [--json]`. */
export const engineCommand: Command = {
  help: HELP,
  async run(args) {
    const flags = parseFlags(args, { engine: { type: "string" }, json: { type: "boolean" } });
    if (flags.words.length > 0) throw new UsageError("takes no FILE");
    const engine = flags.choice("engine", ["auto", ...ENGINES.map(({ name }) => name)]);
    const report = await describeEngines({ engine });
    console.log(flags.has("json") ? JSON.stringify(report, null, 2) : `${report}`);
    return 0;
  },
};
