/// <reference lib="dom" />
import { findChromium } from "../../tools/chromium.ts";
import { Chromium } from "./chromium.ts";
import { ChromiumProcess } from "./chromium_process.ts";

const path = await findChromium();
let shared: ChromiumProcess | undefined;

if (path === undefined) {
  console.warn("SKIPPED: no Chromium to open pages in; deno run -A tools/chromium.ts gets one where it can");
} else {
  Deno.test.beforeAll(async () => {
    shared = await ChromiumProcess.start(path);
  });
  Deno.test.afterAll(async () => {
    await shared!.stop();
  });
}

/**
 * A test that opens pages in a real Chromium with software WebGL, one browser for all tests of a file. It fails when a
 * page reports an error, and is skipped where there is no Chromium.
 */
export function browserTest(name: string, run: (chromium: Chromium) => Promise<void>): void {
  Deno.test({
    name,
    ignore: path === undefined,
    fn: async () => {
      await using chromium = await Chromium.connect(shared!);
      try {
        await run(chromium);
        chromium.assertNoErrors();
      } catch (error) {
        await chromium.screenshots(name);
        throw error;
      }
    },
  });
}
