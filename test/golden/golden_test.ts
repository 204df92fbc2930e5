import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readNotYet, runGolden } from "./run.ts";
import { topics } from "./topics/mod.ts";

const OWN = fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "");
const FULL = fileURLToPath(new URL("../../../shared/golden", import.meta.url));

async function failures(folder: string): Promise<string[]> {
  const lines: string[] = [];
  const { passed } = await runGolden(folder, (line) => lines.push(line));
  assert(passed > 0, "no case was run");
  return lines.filter((line) => line.startsWith("FAIL"));
}

Deno.test("golden: every case of the project's own copy passes or waits for something named", async () => {
  assert.deepEqual(await failures(OWN), []);
});

if (!existsSync(FULL)) {
  console.log("SKIPPED: the full set of reference values is not at ../shared/golden");
}

Deno.test({
  name: "golden: every case of the full set passes or waits for something named",
  ignore: !existsSync(FULL),
  fn: async () => assert.deepEqual(await failures(FULL), []),
});

Deno.test("golden: not_yet.txt names cases that exist, and says what each waits for", async () => {
  const known = new Set<string>();
  for (const folder of [OWN, FULL]) {
    for (const topic of topics) for (const id of await topic.ids(folder)) known.add(`${topic.name}/${id}`);
  }
  const listed = [...await readNotYet()];
  assert.deepEqual(listed.filter(([, why]) => why === ""), []);
  if (existsSync(FULL)) assert.deepEqual(listed.filter(([id]) => !known.has(id)), []);
});
