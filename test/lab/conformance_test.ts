import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { jupyterEnvironment } from "../../tools/jupyter_env.ts";

const FOLDER = fileURLToPath(new URL("./python/", import.meta.url));
const asked = Deno.env.get("WEFT_TEST_LAB") === "1";
const environment = asked ? await jupyterEnvironment({ forTests: true }) : undefined;
/** Runs of the fast cells; a number in WEFT_NBCLIENT_RUNS asks for more. */
const RUNS = Number(Deno.env.get("WEFT_NBCLIENT_RUNS") ?? 1);

async function python(args: readonly string[]): Promise<{ out: string; error: string; success: boolean }> {
  const { stdout, stderr, success } = await new Deno.Command(environment!.python, {
    args: [...args],
    cwd: FOLDER,
    // jupyter_kernel_test compares values as plain text.
    env: { ...environment!.env, PYTHONDONTWRITEBYTECODE: "1", NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  }).output();
  const [out, error] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { out: out!, error: error!, success };
}

Deno.test({
  name: "conformance: jupyter_kernel_test passes, but for the pager, which needs a sample that there is none of",
  ignore: environment === undefined,
  fn: async () => {
    const { error, success } = await python(["-m", "unittest", "-v", "kernel_tests"]);
    assert(success, error);
    assert.match(error, /^Ran 13 tests/m, error);
    assert.match(error, /^OK \(skipped=1\)/m, error);
    assert.match(error, /test_pager.*\.\.\. skipped/, error);
  },
});

Deno.test({
  name: "conformance: no output of 200 fast cells is lost under nbclient, or comes under another cell",
  ignore: environment === undefined,
  fn: async () => {
    for (let run = 0; run < RUNS; run++) {
      const { out, error, success } = await python(["fast_cells.py", "200"]);
      assert(success, error);
      assert.deepEqual(JSON.parse(out), { cells: 200, wrong: [], outputs: 200 }, `run ${run}`);
    }
  },
});
