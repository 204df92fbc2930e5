import type { Command } from "../command.ts";
import { parseFlags } from "../parse_flags.ts";
import { UsageError } from "../usage_error.ts";
import { CHECKS } from "./checks/mod.ts";
import { examine } from "./examine.ts";
import { findingsText } from "./findings_text.ts";
import { theseSurroundings } from "./surroundings.ts";

const HELP = `weft doctor [--json]

Says what works here: Deno, its rights, the engine, the kernel (which is started once), JupyterLab, its widgets, Python,
a browser for tests; and for what does not, the one command that mends it.

  --json   print everything as JSON

Exit codes: 0 everything that is needed works, 1 something is broken.`;

/** `weft doctor [--json]`. */
export const doctorCommand: Command = {
  help: HELP,
  async run(args) {
    const flags = parseFlags(args, { json: { type: "boolean" } });
    if (flags.words.length > 0) throw new UsageError("takes no FILE");
    const findings = await examine(CHECKS, theseSurroundings());
    console.log(flags.has("json") ? JSON.stringify(findings, null, 2) : findingsText(findings));
    return findings.some(({ state }) => state === "broken") ? 1 : 0;
  },
};
