import { join } from "node:path";

/** What decides where Jupyter keeps its data. */
export interface Machine {
  /** Kind of operating system. */
  readonly os: typeof Deno.build.os;
  /** A variable of the environment. */
  readonly env: (name: string) => string | undefined;
}

/** This machine. */
export const THIS_MACHINE: Machine = { os: Deno.build.os, env: (name) => Deno.env.get(name) };

/** The folder in which Jupyter keeps a user's data, kernels among them. */
export function userDataFolder({ os, env }: Machine): string {
  const chosen = env("JUPYTER_DATA_DIR");
  if (chosen) return chosen;
  const home = env("HOME") ?? env("USERPROFILE") ?? ".";
  if (os === "windows") return join(env("APPDATA") ?? home, "jupyter");
  if (os === "darwin") return join(home, "Library", "Jupyter");
  return join(env("XDG_DATA_HOME") ?? join(home, ".local", "share"), "jupyter");
}

/** The folder of Jupyter's data below a prefix, such as that of a Python environment. */
export function prefixDataFolder(prefix: string): string {
  return join(prefix, "share", "jupyter");
}

/** Every folder in which Jupyter looks for kernels here, first found first. */
export function dataFolders(machine: Machine): readonly string[] {
  const { os, env } = machine;
  const listed = (env("JUPYTER_PATH") ?? "").split(os === "windows" ? ";" : ":").filter(Boolean);
  const prefixes = [env("VIRTUAL_ENV"), env("CONDA_PREFIX")].filter((prefix) => prefix !== undefined);
  const system = os === "windows"
    ? [join(env("PROGRAMDATA") ?? "", "jupyter")]
    : ["/usr/local", "/usr"].map(prefixDataFolder);
  return [...new Set([...listed, userDataFolder(machine), ...prefixes.map(prefixDataFolder), ...system])];
}
