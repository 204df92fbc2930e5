import { within } from "../within.ts";

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
    let child: Deno.ChildProcess | undefined;
    try {
      child = new Deno.Command(path, {
        args: [...FLAGS, `--user-data-dir=${folder}`, "about:blank"],
        stdin: "null",
        stdout: "null",
        stderr: "null",
      }).spawn();
      const given = new AbortController();
      void child.status.then(() => given.abort());
      const port = portOf(`${folder}/DevToolsActivePort`, given.signal);
      await within(60_000, "the start of Chromium", port).finally(() => given.abort());
      return new ChromiumProcess(child, folder, `http://127.0.0.1:${await port}`);
    } catch (error) {
      if (child) await end(child);
      await remove(folder);
      throw error;
    }
  }

  /** Ends it and removes its profile. */
  async stop(): Promise<void> {
    await end(this.#child);
    await remove(this.folder);
  }
}

async function end(child: Deno.ChildProcess): Promise<void> {
  kill(child, "SIGTERM");
  try {
    await within(60_000, "the end of Chromium", child.status);
  } catch {
    kill(child, "SIGKILL");
    await within(60_000, "the end of Chromium", child.status);
  }
}

function kill(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    child.kill(signal);
  } catch {
    // It has ended by itself; whether that is so, its status tells.
  }
}

async function remove(folder: string): Promise<void> {
  // Helper processes may write for a moment longer.
  for (let attempt = 0;; attempt++) {
    try {
      return await Deno.remove(folder, { recursive: true });
    } catch (error) {
      if (attempt === 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** What Chromium writes when it listens; fails once nobody waits for it any more, or nobody will write it. */
async function portOf(file: string, given: AbortSignal): Promise<string> {
  while (!given.aborted) {
    try {
      const [port, rest] = (await Deno.readTextFile(file)).split("\n");
      if (port && rest) return port;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("Chromium ended before it listened");
}
