/**
 * The Python that judges our files: a virtual environment with anndata, mudata and h5py in a cache folder.
 * `deno run -A tools/python_env.ts` sets it up and prints its interpreter.
 */

const ROOT = new URL("../", import.meta.url).pathname;
const PACKAGES = ["anndata==0.12.*", "mudata==0.3.*", "h5py==3.*"];
const CHECK = "import anndata, mudata, h5py; print(anndata.__version__, mudata.__version__, h5py.__version__)";

/** Options of {@linkcode pythonEnvironment}. */
export interface PythonEnvironmentOptions {
  /** Where the environment lies; default `.cache/python` in the checkout. */
  readonly folder?: string;
}

/**
 * Finds or makes the environment; says on the console why not when Python or the network is missing.
 *
 * @param options `folder`.
 * @returns Path of the interpreter; undefined when there is none to be had.
 */
export async function pythonEnvironment(options: PythonEnvironmentOptions = {}): Promise<string | undefined> {
  const folder = options.folder ?? `${ROOT}.cache/python`;
  const python = `${folder}/bin/python`;
  if (await succeeds(python, ["-c", CHECK])) return python;
  const base = await basePython();
  if (base === undefined) return missing("no Python from 3.11 was found (python3 is not on the PATH)");
  if (!await succeeds(base, ["-m", "venv", "--clear", folder])) {
    return missing(`${base} cannot make virtual environments (on Debian: apt-get install python3-venv)`);
  }
  const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...PACKAGES];
  if (!await succeeds(python, install)) return missing("pip could not install anndata, mudata and h5py (no network?)");
  return await succeeds(python, ["-c", CHECK]) ? python : missing("the installed packages do not load");
}

async function basePython(): Promise<string | undefined> {
  const recent = "import sys; sys.exit(sys.version_info < (3, 11))";
  for (const name of ["python3", "python3.13", "python3.12", "python3.11", "python"]) {
    if (await succeeds(name, ["-c", recent])) return name;
  }
  return undefined;
}

async function succeeds(command: string, args: readonly string[]): Promise<boolean> {
  try {
    const { success } = await new Deno.Command(command, { args: [...args], stdout: "null", stderr: "null" }).output();
    return success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function missing(why: string): undefined {
  console.warn(`SKIPPED: no Python to judge our files: ${why}`);
  return undefined;
}

if (import.meta.main) {
  const python = await pythonEnvironment();
  if (python) console.log(python);
  else Deno.exit(1);
}
