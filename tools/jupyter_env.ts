/**
 * JupyterLab with anywidget and the kernel `weft`, in a cache folder: for `deno task lab` and for the tests in a real
 * Lab. `deno run -A tools/jupyter_env.ts` sets it up and prints its interpreter.
 */
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { installKernel } from "../src/kernel/spec/install_kernel.ts";
import { chromium } from "./chromium.ts";
import { virtualEnvironment } from "./virtual_environment.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const LAB = ["jupyterlab==4.6.*", "anywidget==0.11.*", "nbconvert==7.*"];
const FOR_TESTS = ["notebook==7.6.*", "jupyter_kernel_test==0.7.*"];

/** Options of {@linkcode jupyterEnvironment}. */
export interface JupyterEnvironmentOptions {
  /** Whether what only tests need is wanted too, Notebook 7 and jupyter_kernel_test; default false. */
  readonly forTests?: boolean;
  /** Whether a Chromium is needed too; default false. */
  readonly chromium?: boolean;
  /** Where the environment lies; default `.cache/jupyter` in the checkout. */
  readonly folder?: string;
}

/** A Jupyter that starts the kernel of this checkout, apart from any other Jupyter of the user. */
export interface JupyterEnvironment {
  /** Path of its Python. */
  readonly python: string;
  /** Path of the program `jupyter`. */
  readonly jupyter: string;
  /** Folder of the Python environment. */
  readonly prefix: string;
  /** Variables that everything started from it needs: PATH, and folders of its own for what Jupyter keeps. */
  readonly env: Readonly<Record<string, string>>;
  /** Name or path of a Chromium, when it was asked for. */
  readonly chromium?: string;
}

/**
 * Finds or makes the environment and installs this checkout's kernel in it; says on the console why not when Python,
 * the network or Chromium is missing.
 *
 * @returns undefined when there is none to be had.
 */
export async function jupyterEnvironment(
  options: JupyterEnvironmentOptions = {},
): Promise<JupyterEnvironment | undefined> {
  const { forTests = false, chromium: browser = false } = options;
  const folder = await realFolder(options.folder ?? `${ROOT}.cache/jupyter`);
  const prefix = `${folder}/python`;
  const packages = forTests ? [...LAB, ...FOR_TESTS] : LAB;
  const names = packages.map((name) => `'${name.replace(/=.*/, "")}'`);
  // To load JupyterLab takes seconds; to ask whether it is there does not.
  const check = `from importlib.metadata import version; [version(name) for name in [${names.join(", ")}]]`;
  const made = await virtualEnvironment({ folder: prefix, packages, check });
  if ("why" in made) {
    console.warn(`SKIPPED: no JupyterLab: ${made.why}`);
    return undefined;
  }
  const found = browser ? await chromium() : undefined;
  if (browser && found === undefined) return undefined;
  const env = await ownFolders(folder, prefix);
  await installKernel(env["JUPYTER_DATA_DIR"]!, Deno.execPath());
  return { python: made.python, jupyter: `${prefix}/bin/jupyter`, prefix, env, ...(found ? { chromium: found } : {}) };
}

/** Programs of an environment name its folder: by its real path they outlive links to it. */
async function realFolder(folder: string): Promise<string> {
  await Deno.mkdir(folder, { recursive: true });
  return await Deno.realPath(folder);
}

/** Several checkouts may share a cache; each has its own kernel, and so its own folders. */
async function ownFolders(folder: string, prefix: string): Promise<Record<string, string>> {
  const own = `${folder}/of-${createHash("sha256").update(ROOT).digest("hex").slice(0, 8)}`;
  const folders = {
    "JUPYTER_CONFIG_DIR": `${own}/config`,
    "JUPYTER_DATA_DIR": `${own}/data`,
    "JUPYTER_RUNTIME_DIR": `${own}/runtime`,
    "JUPYTERLAB_SETTINGS_DIR": `${own}/settings`,
    "JUPYTERLAB_WORKSPACES_DIR": `${own}/workspaces`,
    IPYTHONDIR: `${own}/ipython`,
  };
  for (const path of Object.values(folders)) await Deno.mkdir(path, { recursive: true });
  return { ...folders, "VIRTUAL_ENV": prefix, PATH: `${prefix}/bin:${Deno.env.get("PATH") ?? ""}` };
}

if (import.meta.main) {
  const environment = await jupyterEnvironment({ forTests: Deno.args.includes("--for-tests") });
  if (!environment) Deno.exit(1);
  console.log(environment.python);
}
