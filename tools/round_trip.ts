/**
 * Times the way from a widget's page in JupyterLab to the kernel and back: `deno run -A tools/round_trip.ts`. Figures are
 * medians; those of the guide to notebooks come from here.
 */
import { Chromium } from "../test/browser/chromium.ts";
import { ChromiumProcess } from "../test/browser/chromium_process.ts";
import { JupyterServer } from "../test/lab/jupyter_server.ts";
import { NotebookPage } from "../test/lab/notebook_page.ts";
import { notebookText } from "../test/lab/notebook_text.ts";
import { MAKE_PROBE, ping } from "../test/lab/probe.ts";
import { jupyterEnvironment } from "./jupyter_env.ts";

const MiB = 2 ** 20;
/** What is sent, what comes back, and how often. */
const CASES: readonly (readonly [name: string, up: number, down: number, rounds: number])[] = [
  ["nothing, and back, at once again", 0, 0, 200],
  ["1 MiB up", MiB, 0, 10],
  ["4 MiB up", 4 * MiB, 0, 5],
  ["8 MiB up, in parts", 8 * MiB, 0, 5],
  ["16 MiB up, in parts", 16 * MiB, 0, 5],
  ["1 MiB down", 0, MiB, 10],
  ["16 MiB down", 0, 16 * MiB, 5],
  ["64 MiB down", 0, 64 * MiB, 3],
];
const TRAIN = `for (let i = 0; i < 400; i++) await new Promise((resolve) => setTimeout(resolve, 50));`;

/** Milliseconds of a number of rounds, smallest first, with a rest before each. */
async function times(notebook: NotebookPage, up: number, down: number, rounds: number, rest = 0): Promise<number[]> {
  const all: number[] = [];
  for (let round = 0; round < rounds; round++) {
    if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
    all.push((await ping(notebook.page, up, down)).ms);
  }
  return all.sort((a, b) => a - b);
}

function show(name: string, sorted: readonly number[]): void {
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!.toFixed(1).padStart(7);
  console.log(`${name.padEnd(34)} median ${at(0.5)} ms   90th ${at(0.9)} ms   (${sorted.length} rounds)`);
}

const environment = await jupyterEnvironment({ forTests: true, chromium: true });
if (!environment) Deno.exit(1);
const server = await JupyterServer.start(environment);
const process = await ChromiumProcess.start(environment.chromium!);
try {
  await Deno.writeTextFile(`${server.notebooks}/times.ipynb`, notebookText([MAKE_PROBE, TRAIN]));
  await using chromium = await Chromium.connect(process);
  const notebook = await NotebookPage.open(chromium, server, "times.ipynb");
  await notebook.run(0);
  await notebook.page.locator("button.probe").waitFor();
  await times(notebook, 0, 0, 20);
  show("nothing, and back, now and then", await times(notebook, 0, 0, 50, 100));
  for (const [name, up, down, rounds] of CASES) show(name, await times(notebook, up, down, rounds));
  await notebook.start(1);
  await notebook.until("the cell to run", async () => await notebook.status() === "busy");
  show("nothing, and back, while a cell runs", await times(notebook, 0, 0, 100));
} finally {
  await process.stop();
  await server.stop();
}
