/**
 * Opens JupyterLab on the lessons: `deno task lab [arguments of jupyter lab]`. Sets up JupyterLab, anywidget and the
 * kernel in a cache folder the first time (about 200 MB), and touches no other Jupyter of the user.
 */
import { fileURLToPath } from "node:url";
import { jupyterEnvironment } from "./jupyter_env.ts";

const NOTEBOOKS = fileURLToPath(new URL("../notebooks", import.meta.url));
const FIRST = "00_first_ten_minutes.ipynb";
/** Without it a notebook that is saved in Lab shows its widgets only while the kernel runs. */
const SETTINGS = { path: "@jupyter-widgets/jupyterlab-manager", file: "plugin.jupyterlab-settings" };

console.log("JupyterLab, anywidget and the kernel: looking whether they are there, else installing them …");
const environment = await jupyterEnvironment();
if (!environment) {
  console.error(`
JupyterLab is a Python program, and could not be set up. It needs Python from 3.11 with venv
(on Debian: apt-get install python3-venv), or uv, and the network once.
The lessons run without any of that: deno task weft notebook run notebooks/${FIRST}`);
  Deno.exit(1);
}
const settings = `${environment.env["JUPYTERLAB_SETTINGS_DIR"]}/${SETTINGS.path}`;
await Deno.mkdir(settings, { recursive: true });
await Deno.writeTextFile(`${settings}/${SETTINGS.file}`, JSON.stringify({ saveState: true }));
const asRoot = Deno.build.os !== "windows" && Deno.uid() === 0 ? ["--allow-root"] : [];
const child = new Deno.Command(environment.jupyter, {
  args: [
    "lab",
    `--ServerApp.root_dir=${NOTEBOOKS}`,
    `--LabApp.default_url=/lab/tree/${FIRST}`,
    ...asRoot,
    ...Deno.args,
  ],
  env: { ...environment.env },
}).spawn();
// Ctrl-C reaches Lab too, which asks whether it is meant; what it answers decides.
Deno.addSignalListener("SIGINT", () => undefined);
Deno.exit((await child.status).code);
