import assert from "node:assert/strict";
import { keyOf } from "../../../src/cli/benchmark/key.ts";
import type { Measured } from "../../../src/cli/benchmark/measured.ts";
import { missingData } from "../../../src/cli/benchmark/missing_data.ts";
import { placement } from "../../../src/cli/benchmark/page/placement.ts";
import { layerScores } from "../../../src/cli/benchmark/placement/layer_scores.ts";
import { smoothed, standardized } from "../../../src/cli/benchmark/placement/placement_data.ts";
import { placementPlan } from "../../../src/cli/benchmark/placement/placement_plan.ts";
import { PlacementRunner } from "../../../src/cli/benchmark/placement/run_placement.ts";
import { AnnData } from "../../../src/data/anndata.ts";
import { Dense } from "../../../src/data/dense.ts";
import { Frame } from "../../../src/data/frame.ts";
import { result, row, SEEDS } from "./fixtures.ts";

const REGIONS = ["Layer 4", "Layer 6", "White matter"];
const N = 30;
const spots = new AnnData({
  obs: new Frame(Array.from({ length: N }, (_, i) => `s${i}`), {
    region: Array.from({ length: N }, (_, i) => REGIONS[Math.floor(3 * i / N)]!),
  }),
  obsm: { spatial: Dense.fromRows(Array.from({ length: N }, (_, i) => [i, 0])) },
});
const cells = new AnnData({
  obs: new Frame(["a", "b", "c", "d"], { cell_type: ["L6", "Oligo", "Astro", "L4/5"] }),
});
/** The first spot goes to the last place and so on: white matter where layer 4 was. */
const BACKWARDS = Int32Array.from({ length: N }, (_, i) => N - 1 - i);

Deno.test("layerScores() is 1 for cells in their layers, and tells a plan that puts them elsewhere", () => {
  const onto = (targets: readonly number[]) => (values: Dense) => values.takeRows(targets);
  const chosen = Int32Array.of(0, 1, 2, 3);
  const right = layerScores(onto([15, 25, 0, 2]), { cells, spots }, chosen, BACKWARDS);
  assert.deepEqual([right.inLayer, right.nearest], [1, 1]);
  // Backwards, layer 6 stays in the middle and the other two change places.
  assert.deepEqual([right["inLayerShuffled L6"], right["inLayerShuffled Oligo"]], [1, 0]);
  assert(Math.abs(right.inLayerShuffled! - 1 / 3) < 1e-12);
  const wrong = layerScores(onto([0, 15, 0, 25]), { cells, spots }, chosen, BACKWARDS);
  assert.deepEqual([wrong.inLayer, wrong.nearest], [0, 0]);
});

Deno.test("smoothed() is the mean over cells alike, and leaves cells alone when told no number", () => {
  const components = Dense.fromRows([[0], [0.1], [9], [9.1]]);
  const values = Dense.fromRows([[1], [3], [10], [20]], "float64");
  assert.equal(smoothed(values, components, 0), values);
  const means = smoothed(values, components, 2).toRows().flat();
  [2, 2, 15, 15].forEach((mean, i) => assert(Math.abs(means[i]! - mean) < 1e-4, `${means}`));
  const { data } = standardized(values);
  assert(Math.abs(Array.from(data, Number).reduce((sum, value) => sum + value, 0)) < 1e-5);
});

Deno.test("placementPlan() runs every way of placing on each draw", () => {
  const runs = placementPlan(SEEDS);
  assert.equal(runs.length, 2 * 4);
  assert.equal(new Set(runs.map(({ job }) => JSON.stringify(keyOf(job, "test")))).size, runs.length);
});

Deno.test("placement() holds every row to its shuffled plan, and says where nearest spots do better", () => {
  const runs = (method: string, inLayer: readonly number[]): Measured[] =>
    inLayer.map((value, seed) => ({
      run: {
        study: "placement",
        table: "cortex",
        row: row(method, "baseline", { method }),
        job: { tissue: { kind: "placement" }, method, options: {}, seed, readOuts: "scores" },
      },
      result: result({
        inLayer: value,
        inLayerShuffled: 0.25 + seed / 1000,
        nearest: value,
        nearestShuffled: 0.2,
        correlation: 0.1,
        correlationShuffled: 0,
        variable: 30,
        variableShuffled: 0,
        nGenes: 1677,
        again: 7,
        againShuffled: 1,
        measuredVariable: 20,
      }),
    }));
  const page = placement([...runs("transport", [0.25, 0.26, 0.24]), ...runs("nearest_smoothed", [0.5, 0.53, 0.52])]);
  assert.match(page, /\| TRANSPORT \| \.250 \(\.240–\.260\) \/ \.251 \|.*\| 30 \/ 0, of 1677 \| 7 \/ 1, of 20 \|/);
  assert.match(page, /- TRANSPORT \*\*does not put cells into their layers\*\*/);
  assert.match(page, /- NEAREST_SMOOTHED puts cells into their layers: \+\.2/);
  assert.match(page, /\*\*Nearest spots do better than any transport\*\*: \.520 against \.250/);
  const open = runs("transport", [0.5, 0.51]).map(({ run }) => ({ run }));
  assert.equal(placement(open), "_Nothing of this was run yet._");
  assert.match(placement(open.map((one) => ({ ...one, lacking: "../x" }))), /^_Not run here: there is no `\.\.\/x`\._/);
});

const lacking = missingData({ kind: "placement" });
if (lacking) console.error(`SKIPPED: placing cells, as there is no ${lacking}`);
Deno.test({
  name: "PlacementRunner puts cells of SNARE-seq nearer to their layers than a shuffled plan does",
  ignore: lacking !== undefined,
  async fn() {
    const job = { tissue: { kind: "placement" }, method: "nearest_smoothed", options: {}, readOuts: "scores" } as const;
    const { scores } = await new PlacementRunner().run({ ...job, seed: 1 });
    assert(scores["inLayer"]! > scores["inLayerShuffled"]! + 0.2);
    assert(scores["again"]! > scores["againShuffled"]! + 5);
    assert(Object.values(scores).every(Number.isFinite));
  },
});
