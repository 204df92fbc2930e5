import { convert } from "../io/mod.ts";
import type { Command } from "./command.ts";
import { parseFlags } from "./parse_flags.ts";
import { UsageError } from "./usage_error.ts";

const HELP = `weft convert IN OUT [--force]

Rewrites h5ad, h5mu, zarr, 10x (.h5 or the mtx folder) or csv/tsv(.gz) as h5ad or h5mu; the endings of the names decide.

  --force   replace OUT when it is there`;

/** `weft convert IN OUT`. */
export const convertCommand: Command = {
  help: HELP,
  async run(args) {
    const flags = parseFlags(args, { force: { type: "boolean" } });
    const [source, target, ...more] = flags.words;
    if (source === undefined || target === undefined || more.length > 0) throw new UsageError("takes IN and OUT");
    const data = await convert(source, target, { overwrite: flags.has("force") });
    console.log(`${source} → ${target}\n${data}`);
    return 0;
  },
};
