import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { isWeftError } from "../../../src/core/is_weft_error.ts";
import { PRESETS, readSeeds } from "../../../src/cli/benchmark/seeds.ts";
import { inFolder } from "../captured.ts";
import { SEEDS } from "./fixtures.ts";

const refuses = (seeds: unknown, tag: "BadValues" | "NotFound", message: RegExp) =>
  inFolder(async (folder) => {
    const path = join(folder, "seeds.json");
    writeFileSync(path, JSON.stringify(seeds));
    await assert.rejects(() => readSeeds(path), (error) => isWeftError(error, tag) && message.test(error.message));
  });

Deno.test("readSeeds() reads the committed file: ten tissues a preset, three of each other kind at least", async () => {
  const seeds = await readSeeds("docs/methods/benchmark_seeds.json");
  for (const preset of PRESETS) assert.equal(seeds.data[preset].length, 10);
  assert.equal(seeds.training.length, 3);
  assert.equal(seeds.tuning.length, 3);
  assert.equal(seeds.panels.length, 4);
  assert.equal(seeds.osmfish.length, 5);
});

Deno.test("readSeeds() says what to do without a file", async () => {
  await assert.rejects(
    () => readSeeds("nowhere/seeds.json"),
    (error) => isWeftError(error, "NotFound") && /name the file with --seeds/.test(error.message),
  );
});

Deno.test("readSeeds() refuses what is no list of seeds, and names it", async () => {
  await refuses({ ...SEEDS, training: [] }, "BadValues", /training/);
  await refuses({ ...SEEDS, panels: undefined }, "BadValues", /panels/);
  await refuses({ ...SEEDS, osmfish: [0.5] }, "BadValues", /osmfish/);
  await refuses({ ...SEEDS, data: { ...SEEDS.data, rare: "7" } }, "BadValues", /data\.rare/);
});

Deno.test("readSeeds() refuses tissues named twice, tuned on, or seen before", async () => {
  const twice = { ...SEEDS, data: { ...SEEDS.data, hard: [3, 1] } };
  await refuses(twice, "BadValues", /each named once but found seed 1/);
  await refuses({ ...SEEDS, tuning: [4] }, "BadValues", /seed 4/);
  for (const seen of [12, 61, 101, 205, 303]) {
    await refuses({ ...SEEDS, tuning: [seen] }, "BadValues", new RegExp(`seed ${seen}`));
  }
});
