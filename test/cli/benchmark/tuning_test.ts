import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { combinations, GRIDS } from "../../../src/cli/benchmark/grids.ts";
import type { Measured } from "../../../src/cli/benchmark/measured.ts";
import { ROWS } from "../../../src/cli/benchmark/rows.ts";
import { readTuned, tunedRows } from "../../../src/cli/benchmark/tuned.ts";
import { chooseSettings, tuningPlan } from "../../../src/cli/benchmark/tuning.ts";
import { writeTuned } from "../../../src/cli/benchmark/write_tuned.ts";
import { methods } from "../../../src/methods/methods.ts";
import { captured, inFolder } from "../captured.ts";
import { result, SEEDS } from "./fixtures.ts";

const TWO_TISSUES = { ...SEEDS, tuning: [91, 92] };

/** Every run of tuning, with scores made of the place of the setting in its grid. */
function tried(scores: (place: number, tissue: number) => Record<string, number> | undefined): Measured[] {
  const places = new Map<string, number>();
  return tuningPlan(TWO_TISSUES).map((run) => {
    const place = places.get(run.table) ?? 0;
    places.set(run.table, place + 1);
    const found = scores(place % 24, Math.floor(place / 24));
    return { run, result: found ? result(found) : { ...result({}), failed: "not finite" } };
  });
}

Deno.test("combinations() has 24 settings for every row that is tuned, each once", () => {
  for (const [id, grid] of Object.entries(GRIDS)) {
    const all = combinations(grid);
    assert.equal(new Set(all.map((one) => JSON.stringify(one))).size, 24, id);
    assert(ROWS.some((row) => row.id === id));
  }
});

Deno.test("every grid is of settings that its method knows", () => {
  for (const [id, grid] of Object.entries(GRIDS)) {
    const { method, options } = ROWS.find((row) => row.id === id)!;
    if (!Object.hasOwn(methods, method)) continue;
    for (const settings of combinations(grid)) assert.doesNotThrow(() => methods[method]!({ ...options, ...settings }));
  }
});

Deno.test("tuningPlan() tries the grids on the tuning tissues alone", () => {
  const runs = tuningPlan(TWO_TISSUES);
  assert.equal(runs.length, 2 * 24 * Object.keys(GRIDS).length);
  const seeds = runs.map(({ job }) => job.tissue.kind === "simulated" ? job.tissue.seed : -1);
  assert.deepEqual(new Set(seeds), new Set([91, 92]));
});

Deno.test("chooseSettings() takes the setting of least mean rank, and cannot be moved by a label", () => {
  const measured = tried((place) => ({
    silhouette: place === 7 ? 0.9 : 0.1,
    daviesBouldin: place === 7 ? 0.2 : 2,
    pas: place / 100,
    mclust: place === 23 ? 1 : 0,
  }));
  const chosen = chooseSettings(measured);
  for (const [id, grid] of Object.entries(GRIDS)) assert.deepEqual(chosen[id], combinations(grid)[7]);
});

Deno.test("chooseSettings() puts a setting last on a tissue where it fails, and still chooses", () => {
  const measured = tried((place, tissue) =>
    place === 0 && tissue === 1 ? undefined : { silhouette: 1 - place / 100, daviesBouldin: place, pas: place }
  );
  const chosen = chooseSettings(measured);
  for (const [id, grid] of Object.entries(GRIDS)) assert.deepEqual(chosen[id], combinations(grid)[1]);
});

Deno.test("chooseSettings() chooses nothing for a row that had less than its budget", () => {
  const measured = tried(() => ({ silhouette: 1, daviesBouldin: 1, pas: 1 }));
  const first = measured.findIndex(({ run }) => run.table === "smart");
  const open = measured.map((one, i) => i === first ? { run: one.run } : one);
  const chosen = chooseSettings(open);
  assert.deepEqual(Object.keys(chosen), Object.keys(GRIDS).filter((id) => id !== "smart"));
});

Deno.test("writeTuned() freezes what was chosen with grids and criterion, as readTuned() reads it", () =>
  inFolder(async (folder) => {
    const path = join(folder, "tuned.json");
    assert.equal(await readTuned(path), undefined);
    const measured = tried((place) => ({ silhouette: -place, daviesBouldin: place, pas: place }));
    assert.equal(await writeTuned(path, measured), 0);
    const tuned = (await readTuned(path))!;
    assert.deepEqual(tuned.smart, combinations(GRIDS.smart!)[0]);
    const file = JSON.parse(readFileSync(path, "utf8"));
    assert.match(file.criterion, /silhouette/);
    assert.deepEqual(file.grids, GRIDS);
    const rows = tunedRows(tuned);
    assert.deepEqual(new Set(rows.map(({ id }) => id)), new Set(Object.keys(GRIDS)));
    assert(rows.every(({ label }) => label.endsWith(", tuned")));
  }));

Deno.test("weft benchmark --tune says which rows cannot be chosen for, and writes no file of nothing", () =>
  inFolder(async (folder) => {
    mkdirSync(join(folder, "store"));
    const tuned = join(folder, "tuned.json");
    const args = ["--tune", "--no-run", "--row", "smart", "--tuned", tuned, "--store", join(folder, "store")];
    const { code, stderr } = await captured(["benchmark", ...args]);
    assert.equal(code, 1);
    assert.match(stderr, /MISSING: smart was not tuned/);
    assert.equal(await readTuned(tuned), undefined);
  }));
