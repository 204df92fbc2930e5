import { dataFolders, prefixDataFolder, THIS_MACHINE, userDataFolder } from "../../kernel/spec/data_folder.ts";
import { installKernel } from "../../kernel/spec/install_kernel.ts";
import { listKernels } from "../../kernel/spec/list_kernels.ts";
import { uninstallKernel } from "../../kernel/spec/uninstall_kernel.ts";
import type { Command } from "../command.ts";
import { type Flags, parseFlags } from "../parse_flags.ts";
import { UsageError } from "../usage_error.ts";
import { kernelTable } from "./kernel_table.ts";

const HELP = `weft kernel install | uninstall | list [--user | --prefix P]

Puts the Jupyter kernel 'Deno (weft)' where JupyterLab and Notebook find it, takes it away, or says where it is.

  --user      for the user who asks (the default)
  --prefix P  for whoever uses the environment at P: below P/share/jupyter`;

const ACTIONS: Readonly<Record<string, (flags: Flags) => Promise<number>>> = { install, uninstall, list };

/** `weft kernel install | uninstall | list`. */
export const kernelCommand: Command = {
  help: HELP,
  async run(args) {
    const flags = parseFlags(args, { user: { type: "boolean" }, prefix: { type: "string" } });
    const [name, ...more] = flags.words;
    const action = name !== undefined && Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (!action || more.length > 0) throw new UsageError(`takes one of ${Object.keys(ACTIONS).join(", ")}`);
    if (flags.has("user") && flags.text("prefix") !== undefined) throw new UsageError("takes --user or --prefix");
    return await action(flags);
  },
};

async function install(flags: Flags): Promise<number> {
  console.log(`installed: ${await installKernel(dataFolder(flags), Deno.execPath())}`);
  return 0;
}

async function uninstall(flags: Flags): Promise<number> {
  console.log(`removed: ${await uninstallKernel(dataFolder(flags))}`);
  return 0;
}

async function list(flags: Flags): Promise<number> {
  const asked = flags.has("user") || flags.text("prefix") !== undefined;
  const found = await listKernels(asked ? [dataFolder(flags)] : dataFolders(THIS_MACHINE));
  console.log(kernelTable(found));
  return found.every(({ missing }) => missing.length === 0) ? 0 : 1;
}

function dataFolder(flags: Flags): string {
  const prefix = flags.text("prefix");
  return prefix === undefined ? userDataFolder(THIS_MACHINE) : prefixDataFolder(prefix);
}
