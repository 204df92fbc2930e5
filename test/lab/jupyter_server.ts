import { freePorts } from "../../src/kernel/inner/free_ports.ts";
import type { JupyterEnvironment } from "../../tools/jupyter_env.ts";
import { within } from "../within.ts";

/** Which of Jupyter's two pages. */
export type Application = "lab" | "notebook";

const TOKEN = "of-these-tests";
const EXPOSE: Readonly<Record<Application, string>> = {
  lab: "--LabApp.expose_app_in_browser=True",
  notebook: "--JupyterNotebookApp.expose_app_in_browser=True",
};
const SETTINGS: Readonly<Record<string, unknown>> = {
  "apputils-extension/notification": { checkForUpdates: false, fetchNews: "false" },
  "docmanager-extension/plugin": { autosave: false },
};

/** A Jupyter server on a free port, with folders of its own. */
export class JupyterServer {
  /** Folder of the notebooks. */
  readonly notebooks: string;
  readonly #child: Deno.ChildProcess;
  readonly #folder: string;
  readonly #log: Promise<string>;
  readonly #url: string;

  private constructor(child: Deno.ChildProcess, folder: string, url: string) {
    this.#child = child;
    this.#folder = folder;
    this.#url = url;
    this.#log = new Response(child.stderr).text();
    this.notebooks = `${folder}/notebooks`;
  }

  /** Starts it and waits until it answers. */
  static async start(environment: JupyterEnvironment, application: Application = "lab"): Promise<JupyterServer> {
    const folder = await Deno.makeTempDir({ prefix: "weft-lab-" });
    await Deno.mkdir(`${folder}/notebooks`);
    for (const [path, value] of Object.entries(SETTINGS)) {
      const file = `${folder}/settings/@jupyterlab/${path}.jupyterlab-settings`;
      await Deno.mkdir(file.replace(/\/[^/]*$/, ""), { recursive: true });
      await Deno.writeTextFile(file, JSON.stringify(value));
    }
    const port = freePorts().shell;
    const child = new Deno.Command(environment.jupyter, {
      args: [
        application,
        "--no-browser",
        "--allow-root",
        "--ServerApp.ip=127.0.0.1",
        `--ServerApp.port=${port}`,
        "--ServerApp.port_retries=0",
        `--ServerApp.root_dir=${folder}/notebooks`,
        `--IdentityProvider.token=${TOKEN}`,
        EXPOSE[application],
      ],
      env: {
        ...environment.env,
        "JUPYTER_CONFIG_DIR": `${folder}/config`,
        "JUPYTER_PATH": `${folder}/jupyter`,
        "JUPYTER_RUNTIME_DIR": `${folder}/runtime`,
        "JUPYTERLAB_SETTINGS_DIR": `${folder}/settings`,
        "JUPYTERLAB_WORKSPACES_DIR": `${folder}/workspaces`,
      },
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).spawn();
    const server = new JupyterServer(child, folder, `http://127.0.0.1:${port}`);
    try {
      await within(60_000, "the start of Jupyter", server.#answers());
    } catch (error) {
      await server.stop();
      throw new Error(`Jupyter did not start: ${(await server.#log).slice(-2000)}`, { cause: error });
    }
    return server;
  }

  /** Address at which the application opens a notebook. */
  page(application: Application, name: string): URL {
    const path = application === "lab" ? `/lab/tree/${name}?reset&` : `/notebooks/${name}?`;
    return new URL(`${path}token=${TOKEN}`, this.#url);
  }

  /** Asks the server; the answer to a request without content is null. */
  async api(path: string, init: RequestInit = {}): Promise<unknown> {
    const headers = { authorization: `token ${TOKEN}` };
    const response = await fetch(`${this.#url}/api/${path}`, { ...init, headers });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 300)}`);
    return text === "" ? null : JSON.parse(text);
  }

  /** Adds a kernel to those that notebooks can name. */
  async addKernel(name: string, specification: object): Promise<void> {
    const folder = `${this.#folder}/jupyter/kernels/${name}`;
    await Deno.mkdir(folder, { recursive: true });
    await Deno.writeTextFile(`${folder}/kernel.json`, JSON.stringify(specification));
  }

  /** Ends every kernel. */
  async endKernels(): Promise<void> {
    for (const { id } of await this.api("kernels") as { id: string }[]) {
      await within(15_000, "the end of a kernel", this.api(`kernels/${id}`, { method: "DELETE" }));
    }
  }

  /** What the server has said, once it has ended. */
  get log(): Promise<string> {
    return this.#log;
  }

  /** Ends it with its kernels and removes its folders. */
  async stop(): Promise<void> {
    await this.endKernels().catch(() => {});
    try {
      this.#child.kill("SIGTERM");
    } catch {
      // It has ended already, and its last words are wanted.
    }
    try {
      await within(15_000, "the end of Jupyter", this.#child.status);
    } catch {
      this.#child.kill("SIGKILL");
      await this.#child.status;
    }
    await this.#log;
    await Deno.remove(this.#folder, { recursive: true });
  }

  async #answers(): Promise<void> {
    let ended = false;
    void this.#child.status.then(() => ended = true);
    while (!ended) {
      try {
        await this.api("status");
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    throw new Error("Jupyter ended");
  }
}
