import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { MuData } from "../../src/data/mudata.ts";
import { float64Math } from "../../src/embed/harmony/harmony_math.ts";
import { HarmonyRun } from "../../src/embed/harmony/harmony_run.ts";
import { kernelMath } from "../../src/embed/harmony/kernel_math.ts";
import { harmonyRecipe } from "../../src/embed/harmony/recipe.ts";
import { startCenters } from "../../src/embed/harmony/start_centers.ts";
import { fitHarmony, harmony, type HarmonyPreset } from "../../src/embed/mod.ts";

interface Planted {
  readonly data: Float64Array;
  readonly nRows: number;
  readonly nCols: number;
  readonly batches: Int32Array;
  readonly types: Int32Array;
}

/** Types around corners; batch b is moved by b · shift along the last axis. */
function planted(seed: number, { n = 300, nTypes = 3, nBatches = 2, shift = 3 } = {}): Planted {
  const rng = new Rng(seed);
  const d = nTypes + 1;
  const types = Int32Array.from({ length: n }, () => rng.integer(nTypes));
  const batches = Int32Array.from({ length: n }, (_, i) => i < nBatches ? i : rng.integer(nBatches));
  const data = new Float64Array(n * d);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < d; j++) {
      data[i * d + j] = rng.normal() + (types[i] === j ? 10 : 0) + (j === d - 1 ? shift * batches[i]! : 0);
    }
  }
  return { data, nRows: n, nCols: d, batches, types };
}

/** Distance between the batches' means along the last axis, averaged over types. */
function gap(data: Float64Array, { nCols, batches, types }: Planted): number {
  const nTypes = Math.max(...types) + 1;
  let sum = 0;
  for (let type = 0; type < nTypes; type++) {
    const mean = (batch: number) => {
      const rows = [...batches.keys()].filter((i) => batches[i] === batch && types[i] === type);
      return rows.reduce((total, i) => total + data[i * nCols + nCols - 1]! / rows.length, 0);
    };
    sum += Math.abs(mean(0) - mean(1)) / nTypes;
  }
  return sum;
}

for (const preset of ["harmony-pytorch", "harmonypy"] as const) {
  Deno.test(`fitHarmony() by ${preset} takes most of a constant shift out`, () => {
    for (const seed of [1, 2, 3]) {
      const problem = planted(seed);
      const { corrected } = fitHarmony(problem, problem.batches, { preset, theta: 2, lambda: 1, seed });
      const [before, after] = [gap(problem.data, problem), gap(corrected, problem)];
      assert(after < 0.1 * before, `${before} ${after}`);
    }
  });
}

Deno.test("fitHarmony() with one batch gives the embedding back", () => {
  const { data, nRows, nCols } = planted(1, { n: 40 });
  const { corrected, converged, assignments } = fitHarmony({ data, nRows, nCols }, new Int32Array(40));
  assert.deepEqual(corrected, data);
  assert.notEqual(corrected, data);
  assert(converged && assignments.every((value) => value === 1));
});

Deno.test("HarmonyRun.correct() with one batch takes nothing out: the intercept has it", () => {
  const { data, nCols } = planted(2, { n: 60 });
  using run = new HarmonyRun(data, new Int32Array(60), 1, harmonyRecipe({ nClusters: 3 }, 60));
  run.start(startCenters(run.math, run.size, run.unit, 2, new Rng(1)));
  run.inOrder(run.correct(), nCols).forEach((value, at) => assert(Math.abs(value - data[at]!) < 1e-12));
});

/** The ridge regression of a cluster: rows of `1 + nBatches` coefficients, the intercept's first, `d` each. */
function regression({ data, nRows: n, nCols: d, batches }: Planted, weights: Float64Array, lambda: readonly number[]) {
  const m = 1 + lambda.length;
  const matrix = Array.from({ length: m }, () => new Float64Array(m + d));
  for (let i = 0; i < n; i++) {
    for (const p of [0, 1 + batches[i]!]) {
      for (const q of [0, 1 + batches[i]!]) matrix[p]![q]! += weights[i]!;
      for (let j = 0; j < d; j++) matrix[p]![m + j]! += weights[i]! * data[i * d + j]!;
    }
  }
  lambda.forEach((ridge, b) => matrix[b + 1]![b + 1]! += ridge);
  for (let p = 0; p < m; p++) {
    for (let q = 0; q < m; q++) {
      if (p === q) continue;
      const factor = matrix[q]![p]! / matrix[p]![p]!;
      for (let c = 0; c < m + d; c++) matrix[q]![c]! -= factor * matrix[p]![c]!;
    }
  }
  return matrix.map((row, p) => row.subarray(m).map((value) => value / row[p]!));
}

/** Column c of assignments. */
const columnOf = (r: Float64Array, k: number, c: number) => r.filter((_, at) => at % k === c);

Deno.test("HarmonyRun.correct() solves the ridge regression of every cluster", () => {
  const problem = planted(3, { n: 50, nBatches: 3 });
  const { data, nRows: n, nCols: d, batches } = problem;
  const recipe = harmonyRecipe({ nClusters: 4, lambda: 0.7 }, n);
  using run = new HarmonyRun(data, batches, 3, recipe);
  run.start(startCenters(run.math, run.size, run.unit, 1, new Rng(2)));
  const { r } = run.state();
  const corrected = run.inOrder(run.correct(), d);
  const want = data.slice();
  for (let c = 0; c < 4; c++) {
    const effects = regression(problem, columnOf(r, 4, c), [0.7, 0.7, 0.7]);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < d; j++) want[i * d + j]! -= r[i * 4 + c]! * effects[1 + batches[i]!]![j]!;
    }
  }
  corrected.forEach((value, at) => assert(Math.abs(value - want[at]!) < 1e-9, `${value} ${want[at]}`));
});

Deno.test("HarmonyRun takes its centres from the intercepts of the correction, and holds them for a round", () => {
  // The second is large enough for the kernels, in float32.
  for (const [n, k, tolerance] of [[120, 4, 1e-8], [4000, 70, 1e-5]] as const) {
    const problem = planted(16, { n, nBatches: 3 });
    const recipe = harmonyRecipe({ preset: "harmonypy", nClusters: k, theta: 1, maxIterClustering: 2 }, n);
    using run = new HarmonyRun(problem.data, problem.batches, 3, recipe);
    const start = startCenters(run.math, run.size, run.unit, 1, new Rng(3));
    run.start(start);
    const order = () => new Rng(1).permutation(n);
    run.cluster(order);
    const close = (want: number) => {
      const found = run.objective.at(-1)!;
      assert(Math.abs(found - want) < tolerance * Math.abs(want), `${n} cells: ${found}, by the formula ${want}`);
    };
    close(objectiveOf(run, lengthOne(start), "harmonypy", 1));
    const { r, e } = run.state();
    run.correct();
    const intercepts = Array.from({ length: k }, (_, c) => {
      const lambda = [0, 1, 2].map((b) => 0.2 * e[b * k + c]!);
      return [...regression(problem, columnOf(r, k, c), lambda)[0]!];
    });
    run.cluster(order);
    close(objectiveOf(run, lengthOne(Float64Array.from(intercepts.flat())), "harmonypy", 1));
  }
});

Deno.test("fitHarmony() at theta 0 leaves a soft clustering alone only where centres are held", () => {
  const problem = planted(17, { n: 200 });
  const fit = (centersFrom: "assignments" | "correction") =>
    fitHarmony(problem, problem.batches, { preset: "harmonypy", theta: 0, nClusters: 6, centersFrom });
  const [held, moved] = [fit("correction"), fit("assignments")];
  assert.deepEqual([held.objective.length, held.converged], [2, true]);
  assert(Math.abs(held.objective[0]! - held.objective[1]!) < 1e-9 * Math.abs(held.objective[0]!));
  assert(moved.objective[1]! < 0.99 * moved.objective[0]!);
});

Deno.test("fitHarmony() assigns every cell once, and counts what it assigned", () => {
  for (const preset of ["harmony-pytorch", "harmonypy"] as const) {
    const problem = planted(4, { nBatches: 3 });
    const { assignments, observed, expected, sweeps } = fitHarmony(problem, problem.batches, { preset, nClusters: 7 });
    for (let i = 0; i < problem.nRows; i++) {
      const sum = assignments.subarray(i * 7, (i + 1) * 7).reduce((total, value) => total + value, 0);
      assert(Math.abs(sum - 1) < 1e-9);
    }
    const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
    assert(Math.abs(total(observed) - 300) < 1e-6 && Math.abs(total(expected) - 300) < 1e-6);
    const counted = new Float64Array(21);
    assignments.forEach((value, at) => counted[problem.batches[Math.floor(at / 7)]! * 7 + at % 7]! += value);
    counted.forEach((value, o) => assert(Math.abs(value - observed[o]!) < 1e-6));
    assert(sweeps.length >= 1);
  }
});

/** Rows of 4 divided by their lengths. */
function lengthOne(rows: Float64Array): Float64Array {
  return rows.map((value, at) => {
    const from = Math.floor(at / 4) * 4;
    return value / Math.hypot(...rows.subarray(from, from + 4));
  });
}

/** The objective by its formula. */
function objectiveOf(run: HarmonyRun, centers: Float64Array, preset: HarmonyPreset, theta: number): number {
  const { n, d, k } = run.size;
  const { r, o, e } = run.state();
  const unit = run.inOrder(run.unit, d);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < k; c++) {
      let dot = 0;
      for (let j = 0; j < d; j++) dot += unit[i * d + j]! * centers[c * d + j]!;
      const value = r[i * k + c]!;
      sum += value * 2 * (1 - dot) + (value > 0 ? 0.1 * value * Math.log(value) : 0);
    }
  }
  o.forEach((count, at) => {
    const ratio = preset === "harmonypy" ? (count + e[at]! + 1) / (2 * e[at]! + 1) : (count + 1) / (e[at]! + 1);
    sum += 0.1 * theta * count * Math.log(ratio);
  });
  return sum;
}

Deno.test("HarmonyRun keeps its objective equal to the formula at the start and after a sweep", () => {
  for (const [preset, held] of [["harmony-pytorch", false], ["harmonypy", false], ["harmonypy", true]] as const) {
    const problem = planted(5, { n: 120, nBatches: 3 });
    const centersFrom = held ? "correction" : "assignments";
    const recipe = harmonyRecipe({ preset, nClusters: 4, theta: 3, maxIterClustering: 1, centersFrom }, 120);
    using run = new HarmonyRun(problem.data, problem.batches, 3, recipe);
    const start = startCenters(run.math, run.size, run.unit, 1, new Rng(3));
    run.start(start);
    const close = (want: number) => assert(Math.abs(run.objective.at(-1)! - want) < 1e-8 * Math.abs(want));
    close(objectiveOf(run, lengthOne(start), preset, 3));
    const centers = lengthOne(held ? start : run.math.gather("unit", 0, 120));
    run.objective.length = 0;
    assert.deepEqual(run.cluster(() => new Rng(1).permutation(120)), { sweeps: 1, settled: false });
    // What has not settled is listed by harmonypy alone.
    assert.equal(run.objective.length, preset === "harmonypy" ? 1 : 0);
    if (preset === "harmonypy") close(objectiveOf(run, centers, preset, 3));
  }
});

Deno.test("fitHarmony() lowers its objective from round to round", () => {
  const problem = planted(6, { n: 600, nBatches: 3 });
  const { objective, converged } = fitHarmony(problem, problem.batches, { theta: 2, nClusters: 12 });
  assert(converged && objective.length > 1);
  objective.slice(1).forEach((value, k) => assert(value <= objective[k]! + 1e-3 * Math.abs(objective[k]!)));
});

Deno.test("fitHarmony() repeats for a seed and differs for another", () => {
  const problem = planted(7);
  const [a, b, c] = [1, 1, 2].map((seed) => fitHarmony(problem, problem.batches, { seed, maxIterHarmony: 2 }));
  assert.deepEqual(a, b);
  assert.notDeepEqual(a!.corrected, c!.corrected);
});

Deno.test("fitHarmony() takes theta away from batches that are small against tau", () => {
  const problem = planted(8, { n: 240 });
  const fit = (settings: object) => fitHarmony(problem, problem.batches, { nClusters: 6, ...settings }).corrected;
  const [none, small, half] = [fit({ theta: 0 }), fit({ theta: 4, tau: 1e9 }), fit({ theta: 4, tau: 30 })];
  none.forEach((value, at) => assert(Math.abs(value - small[at]!) < 1e-6));
  assert.notDeepEqual(half, small);
  assert.notDeepEqual(half, fit({ theta: 4 }));
});

Deno.test("kernelMath() gives what float64Math() gives, to float32", () => {
  const rng = new Rng(9);
  const size = { n: 333, d: 7, k: 5 };
  const given = Float64Array.from({ length: 333 * 7 }, () => rng.normal());
  const unit = given.map((value, at) => {
    const from = Math.floor(at / 7) * 7;
    return value / Math.hypot(...given.subarray(from, from + 7));
  });
  const centers = unit.slice(0, 35);
  using exact = float64Math(size, given);
  using fast = kernelMath(size, given);
  const near = (a: ArrayLike<number>, b: ArrayLike<number>, tolerance: number) => {
    assert.equal(a.length, b.length);
    for (let i = 0; i < a.length; i++) assert(Math.abs(a[i]! - b[i]!) <= tolerance, `${i}: ${a[i]} ${b[i]}`);
  };
  const logs = [new Float64Array(333), new Float64Array(333)];
  [exact, fast].forEach((math, which) => {
    math.setUnit(unit);
    assert.equal(math.products(centers, 2).length, 666);
    math.products(centers, 5);
    math.assignments.set(math.soften(20, logs[which]!));
  });
  near(fast.products(centers, 5), exact.products(centers, 5), 1e-6);
  near(fast.assignments, exact.assignments, 1e-5);
  near(logs[1]!, logs[0]!, 2e-5);
  near(fast.gather("unit", 0, 333), exact.gather("unit", 0, 333), 1e-4);
  near(fast.gather("given", 40, 141), exact.gather("given", 40, 141), 1e-4);
  const out = [given.slice(), given.slice()];
  [exact, fast].forEach((math, which) => math.spread(centers, 40, 141, out[which]!));
  near(out[1]!, out[0]!, 1e-5);
  near(out[1]!.subarray(0, 280), given.subarray(0, 280), 0);
});

Deno.test("fitHarmony() in float32 moves cells as in float64", () => {
  const problem = planted(10, { n: 2500, nTypes: 4, nBatches: 3 });
  // The same centres and orders; only the number of clusters decides which arithmetic is used.
  const { corrected } = fitHarmony(problem, problem.batches, { theta: 2, nClusters: 90 });
  const small = fitHarmony(problem, problem.batches, { theta: 2, nClusters: 70 });
  const before = gap(problem.data, problem);
  assert(gap(corrected, problem) < 0.1 * before && gap(small.corrected, problem) < 0.1 * before);
});

Deno.test("startCenters() finds planted types and fills clusters that lost their rows", () => {
  const { data, batches } = planted(11, { n: 90 });
  using run = new HarmonyRun(data, batches, 2, harmonyRecipe({ nClusters: 3 }, 90));
  const centers = startCenters(run.math, run.size, run.unit, 5, new Rng(1));
  const heads = [0, 1, 2].map((c) => centers.subarray(c * 4, c * 4 + 3).findIndex((value) => value > 0.8));
  assert.deepEqual(heads.sort(), [0, 1, 2]);
  const equal = new Float64Array(20).fill(1);
  using same = new HarmonyRun(
    equal,
    Int32Array.from({ length: 10 }, (_, i) => i % 2),
    2,
    harmonyRecipe({ nClusters: 3 }, 10),
  );
  const three = startCenters(same.math, same.size, same.unit, 1, new Rng(1));
  assert(three.every((value) => Math.abs(value - Math.SQRT1_2) < 1e-9));
});

Deno.test("fitHarmony() refuses gaps among batches, NaN and lengths that do not fit", () => {
  const { data, nRows, nCols, batches } = planted(12, { n: 30 });
  const x = { data, nRows, nCols };
  assert.throws(() => fitHarmony(x, batches.map((b) => 2 * b)), {
    name: "WeftError[BadValues]",
    message: /numbered from 0 without gaps but found none of number 1/,
  });
  assert.throws(() => fitHarmony(x, batches.map((b) => b - 1)), { message: /the number -1/ });
  assert.throws(() => fitHarmony(x, batches.subarray(1)), { name: "WeftError[Misaligned]" });
  assert.throws(() => fitHarmony({ ...x, data: data.map((v, i) => i === 3 ? NaN : v) }, batches), {
    name: "WeftError[BadValues]",
  });
  assert.throws(() => fitHarmony(x, batches, { signal: AbortSignal.abort() }), { name: "WeftError[Aborted]" });
});

function cells(seed: number): { adata: AnnData; problem: Planted } {
  const problem = planted(seed, { n: 90 });
  const obs = new Frame(Array.from({ length: 90 }, (_, i) => `cell ${i}`), {
    section: Array.from(problem.batches, (batch) => `s${batch}`),
    donor: Array.from({ length: 90 }, (_, i) => `d${i % 2}`),
  });
  const pca = new Dense(Float32Array.from(problem.data), { shape: [90, problem.nCols] });
  return { adata: new AnnData({ obs, obsm: { X_pca: pca } }), problem };
}

Deno.test("harmony() writes the corrected embedding and how it was made, and leaves the object alone", () => {
  const { adata, problem } = cells(13);
  const before = adata.obsm.X_pca as Dense;
  const found = harmony(adata, { key: "section", theta: 2 });
  assert.deepEqual(Object.keys(adata.obsm), ["X_pca"]);
  const moved = found.obsm.X_pca_harmony as Dense;
  assert.deepEqual([moved.shape, moved.dtype], [[90, 4], "float32"]);
  assert(gap(Float64Array.from(moved.data as Float32Array), problem) < 0.5);
  assert.equal(found.obsm.X_pca, before);
  const { params } = found.uns.X_pca_harmony as Record<string, Record<string, unknown>>;
  assert.deepEqual([params!.key, params!.theta, params!.n_clusters, params!.preset], [
    "section",
    2,
    3,
    "harmony-pytorch",
  ]);
  assert.equal(Object.keys(params!).length, Object.keys(harmonyRecipe({}, 90)).length + 3);
});

Deno.test("harmony() takes combinations of columns as batches, other embeddings, and several modalities", () => {
  const { adata } = cells(14);
  const both = harmony(adata, { key: ["section", "donor"], keyAdded: "X_both", maxIterHarmony: 1 });
  assert.deepEqual(Object.keys(both.obsm), ["X_pca", "X_both"]);
  const combined = adata.with({
    obs: { pair: adata.obsNames.map((_, i) => `${adata.obs.column("section").get(i)}/${i % 2}`) },
  });
  const one = harmony(combined, { key: "pair", keyAdded: "X_both", maxIterHarmony: 1 });
  assert.equal((one.obsm.X_both as Dense).shape[0], 90);
  const mdata = new MuData({ mod: { rna: adata }, obsm: { X_joint: adata.obsm.X_pca! } });
  const joint = harmony(mdata, { key: "section", useRep: "X_joint", maxIterHarmony: 1 });
  assert("X_joint_harmony" in joint.obsm);
});

Deno.test("harmony() names what is missing", () => {
  const { adata } = cells(15);
  assert.throws(() => harmony(adata, { key: "plate" }), { name: "WeftError[NotFound]", message: /'plate'/ });
  assert.throws(() => harmony(adata, { key: "section", useRep: "X_lsi" }), { name: "WeftError[NotFound]" });
  assert.throws(() => harmony(adata, { key: [] }), { name: "WeftError[InvalidArgument]" });
  const holes = adata.with({ obs: { section: adata.obsNames.map((_, i) => i ? "s" : null) } });
  assert.throws(() => harmony(holes, { key: "section" }), {
    name: "WeftError[BadValues]",
    message: /1 that have none \('cell 0'\) in obs\['section'\]/,
  });
});
