import { inspect } from "../io/mod.ts";
import type { Command } from "./command.ts";
import { parseFlags } from "./parse_flags.ts";
import { UsageError } from "./usage_error.ts";

const HELP = `weft inspect FILE [--json]

Says what an h5ad, h5mu or zarr holds (shapes, slots, encodings, sizes) without reading its data.

  --json   print everything as JSON`;

/** `weft inspect FILE [--json]`. */
export const inspectCommand: Command = {
  help: HELP,
  async run(args) {
    const flags = parseFlags(args, { json: { type: "boolean" } });
    const [path, ...more] = flags.words;
    if (path === undefined || more.length > 0) throw new UsageError("takes exactly one FILE");
    const found = await inspect(path);
    console.log(flags.has("json") ? JSON.stringify(found, null, 2) : found.text);
    return 0;
  },
};
