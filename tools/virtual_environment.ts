/** Makes Python environments in cache folders, by uv where there is one, else by venv and pip. */
import { PYTHON_NAMES } from "../src/cli/doctor/python_names.ts";
import { succeeds } from "./succeeds.ts";

/** What an environment is made of. */
export interface VirtualEnvironmentOptions {
  /** Where it lies. */
  readonly folder: string;
  /** What is installed, as pip takes it. */
  readonly packages: readonly string[];
  /** Python that runs only when all of it is there. */
  readonly check: string;
}

/** An environment's interpreter, or why there is none. */
export type VirtualEnvironment = { readonly python: string } | { readonly why: string };

/** Finds or makes an environment; processes that ask for the same one wait for each other. */
export async function virtualEnvironment(options: VirtualEnvironmentOptions): Promise<VirtualEnvironment> {
  await Deno.mkdir(options.folder, { recursive: true });
  using lock = await Deno.open(`${options.folder}.lock`, { create: true, write: true });
  await lock.lock(true);
  return await madeEnvironment(options);
}

async function madeEnvironment({ folder, packages, check }: VirtualEnvironmentOptions): Promise<VirtualEnvironment> {
  const python = `${folder}/bin/python`;
  if (await succeeds(python, ["-c", check])) return { python };
  const uv = await succeeds("uv", ["--version"]);
  // Somebody may be running an older one, which is added to, never cleared.
  const why = await succeeds(python, ["-c", ""]) ? undefined : await make(folder, uv);
  if (why !== undefined) return { why };
  const installed = uv
    ? await succeeds("uv", ["pip", "install", "--quiet", "--python", python, ...packages])
    : await succeeds(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages]);
  if (!installed) return { why: `${uv ? "uv" : "pip"} could not install ${packages.join(", ")} (no network?)` };
  return await succeeds(python, ["-c", check]) ? { python } : { why: "the installed packages do not load" };
}

/** Makes an environment with nothing in it; returns why it could not. */
async function make(folder: string, uv: boolean): Promise<string | undefined> {
  const base = await basePython();
  if (uv) {
    const made = await succeeds("uv", ["venv", "--quiet", "--clear", "--python", base ?? "3.12", folder]);
    return made ? undefined : "uv could not make an environment (no Python, and no network to get one?)";
  }
  if (base === undefined) return "no Python from 3.11 was found (neither python3 nor uv is on the PATH)";
  if (await succeeds(base, ["-m", "venv", "--clear", folder])) return undefined;
  return `${base} cannot make virtual environments (on Debian: apt-get install python3-venv)`;
}

async function basePython(): Promise<string | undefined> {
  const recent = "import sys; sys.exit(sys.version_info < (3, 11))";
  for (const name of PYTHON_NAMES) {
    if (await succeeds(name, ["-c", recent])) return name;
  }
  return undefined;
}
