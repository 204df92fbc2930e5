/**
 * The library in a real JupyterLab and a real Notebook 7, driven in Chromium: `deno task test:lab [-- FILTER…]`. Installs
 * all three by name where they are not there and that is allowed, and skips where it is not. Pictures are kept in
 * `out/screenshots`.
 */
import { denoTest, type Totals } from "./deno_test.ts";
import { jupyterEnvironment } from "./jupyter_env.ts";

/** Runs these tests, when there is a Jupyter and a Chromium to be had. */
export async function testLab(args: readonly string[] = []): Promise<Totals> {
  const environment = await jupyterEnvironment({ forTests: true, chromium: true });
  return await denoTest(["test/lab", ...args], environment ? { WEFT_TEST_LAB: "1" } : {});
}

if (import.meta.main) {
  const { passed, failed, skipped } = await testLab(Deno.args);
  console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
  Deno.exit(failed > 0 || passed + skipped === 0 ? 1 : 0);
}
