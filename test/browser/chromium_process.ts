import { within } from "./within.ts";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--no-first-run",
  "--disable-quic",
  "--disable-sync",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-background-timer-throttling",
  "--disable-backgrounding-occluded-windows",
  "--disable-renderer-backgrounding",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--force-color-profile=srgb",
  "--hide-scrollbars",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
  "--remote-debugging-port=0",
];

/** A running Chromium with software WebGL, which tests connect to one after the other. */
export class ChromiumProcess {
  /** Where the browser listens for tests. */
  readonly endpoint: string;
  /** Where it keeps its profile and downloads, for as long as it runs. */
  readonly folder: string;
  readonly #child: Deno.ChildProcess;

  private constructor(child: Deno.ChildProcess, folder: string, endpoint: string) {
    this.#child = child;
    this.folder = folder;
    this.endpoint = endpoint;
  }

  /** Starts it with a profile of its own. */
  static async start(path: string): Promise<ChromiumProcess> {
    const folder = await Deno.makeTempDir({ prefix: "weft-chromium-" });
    const child = new Deno.Command(path, {
      args: [...FLAGS, `--user-data-dir=${folder}`, "about:blank"],
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    const port = await within(60_000, "the start of Chromium", portOf(`${folder}/DevToolsActivePort`));
    return new ChromiumProcess(child, folder, `http://127.0.0.1:${port}`);
  }

  /** Ends it and removes its profile. */
  async stop(): Promise<void> {
    this.#child.kill("SIGTERM");
    await within(20_000, "the end of Chromium", this.#child.status);
    // Helper processes may write for a moment longer.
    for (let attempt = 0;; attempt++) {
      try {
        return await Deno.remove(this.folder, { recursive: true });
      } catch (error) {
        if (attempt === 20) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }
}

async function portOf(file: string): Promise<string> {
  for (;;) {
    try {
      const [port, rest] = (await Deno.readTextFile(file)).split("\n");
      if (port && rest) return port;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
