import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { dataFolders, type Machine, prefixDataFolder, THIS_MACHINE } from "../../kernel/spec/data_folder.ts";

/** What the checks may see of the machine. */
export interface Surroundings extends Machine {
  /** Version of the Deno that runs. */
  readonly deno: string;
  /** Folders of Jupyter's data, first found first. */
  readonly dataFolders: readonly string[];
  /** Folder of the Python environment that `deno task lab` makes; undefined where weft is no checkout. */
  readonly labPrefix: string | undefined;
  /** What a command prints, without the white space around it; undefined when it cannot be run or fails. */
  readonly output: (command: string, ...args: readonly string[]) => Promise<string | undefined>;
  /** Text of a file; undefined when it cannot be read. */
  readonly read: (path: string) => Promise<string | undefined>;
  /** Whether a right was granted for everything. */
  readonly granted: (right: Deno.PermissionName) => Promise<boolean>;
}

/** This machine, as it is. */
export function theseSurroundings(): Surroundings {
  return {
    ...THIS_MACHINE,
    deno: Deno.version.deno,
    dataFolders: [...new Set([...dataFolders(THIS_MACHINE), ...besideLab()])],
    labPrefix: labPrefix(),
    output,
    read: (path) => Deno.readTextFile(path).catch(() => undefined),
    granted: async (name) => (await Deno.permissions.query({ name })).state === "granted",
  };
}

/** Folders of Jupyter's data beside each JupyterLab on the PATH: an environment need not be active to be used. */
function besideLab(): string[] {
  const folders = (THIS_MACHINE.env("PATH") ?? "").split(delimiter).filter(Boolean);
  return folders.filter((folder) => existsSync(join(folder, "jupyter-lab"))).map((folder) =>
    prefixDataFolder(dirname(folder))
  );
}

/** Beside the sources, where they are files and not a package of a registry. */
function labPrefix(): string | undefined {
  const folder = new URL("../../../.cache/jupyter/python", import.meta.url);
  return folder.protocol === "file:" ? fileURLToPath(folder) : undefined;
}

async function output(command: string, ...args: readonly string[]): Promise<string | undefined> {
  try {
    const { success, stdout } = await new Deno.Command(command, { args: [...args], stdin: "null", stderr: "null" })
      .output();
    return success ? new TextDecoder().decode(stdout).trim() : undefined;
  } catch {
    return undefined;
  }
}
