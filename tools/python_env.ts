/**
 * The Python that judges our files: a virtual environment with anndata, mudata and h5py in a cache folder.
 * `deno run -A tools/python_env.ts` sets it up and prints its interpreter.
 */
import { fileURLToPath } from "node:url";
import { virtualEnvironment } from "./virtual_environment.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
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
  const { folder = `${ROOT}.cache/python` } = options;
  const made = await virtualEnvironment({ folder, packages: PACKAGES, check: CHECK });
  if ("python" in made) return made.python;
  console.warn(`SKIPPED: no Python to judge our files: ${made.why}`);
  return undefined;
}

if (import.meta.main) {
  const python = await pythonEnvironment();
  if (python) console.log(python);
  else Deno.exit(1);
}
