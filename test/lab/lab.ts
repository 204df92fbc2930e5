import { findChromium } from "../../tools/chromium.ts";
import { type JupyterEnvironment, jupyterEnvironment } from "../../tools/jupyter_env.ts";
import { Chromium } from "../browser/chromium.ts";
import { ChromiumProcess } from "../browser/chromium_process.ts";
import { type Application, JupyterServer } from "./jupyter_server.ts";

const asked = Deno.env.get("WEFT_TEST_LAB") === "1";
const path = asked ? await findChromium() : undefined;
const environment = path === undefined ? undefined : await jupyterEnvironment({ forTests: true });
const running: { chromium?: ChromiumProcess; servers: Map<Application, JupyterServer> } = { servers: new Map() };

if (!asked) console.warn("SKIPPED: tests in a real JupyterLab; deno task test:lab runs them");
if (asked && path === undefined) console.warn("SKIPPED: tests in a real JupyterLab: no Chromium");
if (environment !== undefined) {
  Deno.test.beforeAll(async () => {
    running.chromium = await ChromiumProcess.start(path!);
  });
  Deno.test.afterAll(async () => {
    for (const server of running.servers.values()) await server.stop();
    await running.chromium!.stop();
  });
}

/** What a test in Jupyter gets. */
export interface LabTest {
  readonly chromium: Chromium;
  readonly server: JupyterServer;
  /** The Jupyter that the server is of. */
  readonly environment: JupyterEnvironment;
}

/**
 * A test in a real JupyterLab or Notebook 7, whose server and Chromium are those of the file. It fails when a page
 * reports an error; kernels are ended after it. Only `deno task test:lab` runs it.
 */
export function labTest(name: string, run: (test: LabTest) => Promise<void>, application: Application = "lab"): void {
  if (environment !== undefined) {
    const before = async (): Promise<void> => {
      if (running.servers.has(application)) return;
      running.servers.set(application, await JupyterServer.start(environment, application));
    };
    Deno.test.beforeAll(before);
  }
  Deno.test({
    name,
    ignore: environment === undefined,
    fn: async () => {
      const server = running.servers.get(application)!;
      await using chromium = await Chromium.connect(running.chromium!);
      try {
        await run({ chromium, server, environment: environment! });
        chromium.assertNoErrors();
      } catch (error) {
        await chromium.screenshots(name);
        throw error;
      } finally {
        await server.endKernels();
      }
    },
  });
}
