import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import type { Kernels } from "../../../src/kernels/mod.ts";
import { asFloat64 } from "../../../src/kernels/float64.ts";
import { knn, type KnnSearch, knnWithin } from "../../../src/kernels/ops/knn.ts";
import { freeKnn, layOutKnn } from "../../../src/kernels/ops/knn_rows.ts";
import { kernelSets, onThreads } from "../helpers.ts";

interface Problem {
  readonly base: Float64Array | Float32Array;
  readonly queries: Float64Array | Float32Array;
  readonly width: number;
  readonly k: number;
  readonly skip: KnnSearch["skip"];
}

interface Found {
  readonly rows: Int32Array;
  readonly squared: Float64Array;
}

/** By the kernels: rows among themselves all at once, other queries in pieces of `piece`. */
function search(kernels: Kernels, { base, queries, width, k, skip }: Problem, piece = queries.length / width): Found {
  const count = queries.length / width;
  const [rows, squared] = [new Int32Array(count * k), new Float64Array(count * k)];
  const laidOut = layOutKnn(kernels, base, queries, width);
  const answer = { rows: kernels.alloc(count * k), squared: kernels.alloc(2 * count * k) };
  const take = (first: number, n: number): void => {
    rows.set(answer.rows.i32.subarray(0, n * k), first * k);
    squared.set(asFloat64(answer.squared, n * k), first * k);
  };
  if (queries === base) {
    parts(knnWithin(kernels, laidOut, { k, skip, piece: Infinity }, answer));
    take(0, count);
  } else {
    for (let first = 0; first < count; first += piece) {
      const n = Math.min(piece, count - first);
      knn(kernels, laidOut, { first, count: n, k, skip }, answer);
      take(first, n);
    }
  }
  freeKnn(kernels, laidOut);
  for (const block of [answer.rows, answer.squared]) kernels.free(block);
  return { rows, squared };
}

/** What a search tells on its way to its end. */
function parts(search: Generator<number, void>): number[] {
  return [...search];
}

/** Four strands of sums, as the kernel adds them. */
function distance(x: Problem["base"], y: Problem["base"]): number {
  const strands = [0, 0, 0, 0];
  const whole = x.length - x.length % 4;
  for (let c = 0; c < whole; c++) strands[c % 4]! += (x[c]! - y[c]!) ** 2;
  let sum = (strands[0]! + strands[1]!) + (strands[2]! + strands[3]!);
  for (let c = whole; c < x.length; c++) sum += (x[c]! - y[c]!) ** 2;
  return sum;
}

/** By a sort of all distances. */
function bySorting({ base, queries, width, k, skip }: Problem): Found {
  const [nBase, count] = [base.length / width, queries.length / width];
  const [rows, squared] = [new Int32Array(count * k).fill(-1), new Float64Array(count * k).fill(Infinity)];
  const row = (x: Problem["base"], i: number) => x.subarray(i * width, (i + 1) * width);
  for (let q = 0; q < count; q++) {
    const away = Float64Array.from({ length: nBase }, (_, j) => distance(row(queries, q), row(base, j)));
    const all = Array.from(away.keys()).filter((j) =>
      !(skip === "self" && j === q || skip === "equal" && away[j] === 0)
    )
      .sort((a, b) => away[a]! - away[b]! || a - b).slice(0, k);
    rows.set(all, q * k);
    squared.set(all.map((j) => away[j]!), q * k);
  }
  return { rows, squared };
}

/** Rows of many kinds: clouds, lattices and duplicates full of ties, far from zero, tiny, huge, with outliers. */
const KINDS: Readonly<Record<string, (rng: Rng, column: number) => number>> = {
  cloud: (rng) => rng.normal(),
  lattice: (rng) => rng.integer(3),
  "mostly zero": (rng) => Math.max(0, rng.integer(12) - 10),
  "all equal": () => 7,
  "far from zero": (rng) => 1e6 + rng.normal(),
  tiny: (rng) => 1e-150 * rng.normal(),
  huge: (rng) => 1e140 * rng.normal(),
  outliers: (rng) => rng.integer(40) === 0 ? 1e9 * rng.normal() : rng.normal(),
  "of other sizes by column": (rng, column) => 10 ** (column % 9) * rng.normal(),
};
const SHAPES = [
  [1, 1, 1],
  [2, 3, 1],
  [40, 5, 3],
  [97, 1, 50],
  [131, 17, 6],
  [530, 33, 12],
  [1100, 3, 5],
] as const;

Deno.test("knn() finds what a sort of all distances finds, digit by digit, on every kind of kernel", () => {
  const rng = new Rng(11);
  for (const [kind, draw] of Object.entries(KINDS)) {
    for (const [nBase, width, k] of SHAPES) {
      const make = (n: number) => Float64Array.from({ length: n * width }, (_, p) => draw(rng, p % width));
      const base = make(nBase);
      const problems: Problem[] = [
        { base, queries: base, width, k, skip: "self" },
        { base, queries: base, width, k, skip: "equal" },
        { base, queries: make(1 + rng.integer(40)), width, k, skip: "none" },
      ];
      for (const problem of problems) {
        const want = bySorting(problem);
        for (const kernels of kernelSets()) {
          const got = search(kernels, problem);
          assert.deepEqual(got, want, `${kind} ${nBase} × ${width}, k = ${k}, ${problem.skip}, ${kernels.kind}`);
        }
      }
    }
  }
});

Deno.test("knnWithin() finds what a sort of all distances finds when blocks meet in many rounds", () => {
  const rng = new Rng(13);
  const [n, width, k] = [3300, 7, 20];
  const kinds: Readonly<Record<string, (i: number, column: number) => number>> = {
    cloud: () => rng.normal(),
    "a line from end to end": (i, column) => column === 0 ? i : 0,
    "sorted clouds": (i) => 30 * Math.floor(i / 100) + rng.normal(),
    "equal for the most part": (i) => i % 10 === 0 ? rng.normal() : 0,
    "a lattice of few points": () => rng.integer(2),
  };
  for (const [kind, draw] of Object.entries(kinds)) {
    const base = Float64Array.from({ length: n * width }, (_, p) => draw(Math.floor(p / width), p % width));
    const probes = Int32Array.from({ length: 60 }, () => rng.integer(n));
    for (const kernels of kernelSets()) {
      const got = search(kernels, { base, queries: base, width, k, skip: "self" });
      for (const probe of probes) {
        const query = base.slice(probe * width, (probe + 1) * width);
        // The probe finds itself, too, but not always first.
        const want = bySorting({ base, queries: query, width, k: k + 1, skip: "none" });
        const others = [...want.rows.keys()].filter((p) => want.rows[p] !== probe).slice(0, k);
        const at = probe * k;
        assert.deepEqual([...got.rows.subarray(at, at + k)], others.map((p) => want.rows[p]), `${kind}, row ${probe}`);
        assert.deepEqual([...got.squared.subarray(at, at + k)], others.map((p) => want.squared[p]), kind);
      }
    }
  }
});

Deno.test("knn() and knnWithin() give the same bytes for rows in float32 as for the same rows in float64", () => {
  const rng = new Rng(15);
  for (const draw of Object.values(KINDS)) {
    for (const [nBase, width, k] of [[1, 1, 1], [97, 1, 50], [131, 6, 6], [530, 33, 12], [1100, 64, 5]] as const) {
      // What float32 cannot hold becomes zero or a number like any other.
      const make = (n: number) =>
        Float32Array.from({ length: n * width }, (_, p) => draw(rng, p % width))
          .map((value) => Number.isFinite(value) ? value : 3);
      const [base, queries] = [make(nBase), make(25)];
      const form = { width, k } as const;
      const wide = Float64Array.from(base);
      for (const kernels of kernelSets()) {
        for (const skip of ["self", "equal", "none"] as const) {
          const got = search(kernels, { ...form, base, queries: base, skip });
          assert.deepEqual(
            got,
            search(kernels, { ...form, base: wide, queries: wide, skip }),
            `${kernels.kind} ${skip}`,
          );
        }
        const want = search(kernels, { ...form, base: wide, queries: Float64Array.from(queries), skip: "none" }, 9);
        for (const other of [queries, Float64Array.from(queries)]) {
          assert.deepEqual(search(kernels, { ...form, base, queries: other, skip: "none" }, 7), want, kernels.kind);
        }
      }
    }
  }
});

Deno.test("knnWithin() tells parts that rise to less than one, and frees its lists when it is left", () => {
  const rng = new Rng(14);
  const [n, width, k] = [2500, 5, 4];
  const base = Float64Array.from({ length: n * width }, () => rng.normal());
  for (const kernels of kernelSets()) {
    const before = kernels.memory.live;
    const rows = layOutKnn(kernels, base, base, width);
    const answer = { rows: kernels.alloc(n * k), squared: kernels.alloc(2 * n * k) };
    const told = parts(knnWithin(kernels, rows, { k, skip: "none", piece: n * n }, answer));
    assert.ok(told.length > 1);
    told.forEach((part, i) => assert.ok(part > (told[i - 1] ?? 0) && part < 1));
    const live = kernels.memory.live;
    {
      using left = knnWithin(kernels, rows, { k, skip: "none", piece: n * n }, answer);
      assert.equal(left.next().value, told[0]);
      assert.ok(kernels.memory.live > live);
    }
    assert.equal(kernels.memory.live, live);
    freeKnn(kernels, rows);
    for (const block of [answer.rows, answer.squared]) kernels.free(block);
    assert.equal(kernels.memory.live, before);
  }
});

Deno.test("knn() gives the same bytes on any number of threads and in pieces, and frees all it takes", () => {
  const rng = new Rng(12);
  const base = Float64Array.from({ length: 2000 * 20 }, () => rng.normal());
  const within: Problem = { base, queries: base, width: 20, k: 9, skip: "self" };
  const across: Problem = { ...within, queries: base.slice() };
  for (const kernels of kernelSets()) {
    const before = kernels.memory.live;
    const [one, ...more] = onThreads(kernels, () => search(kernels, within));
    for (const found of more) assert.deepEqual(found, one);
    for (const found of onThreads(kernels, () => search(kernels, across))) assert.deepEqual(found, one);
    assert.deepEqual(search(kernels, across, 333), one);
    assert.equal(kernels.memory.live, before);
  }
});

Deno.test("knn() refuses pieces beyond the queries and results that are too short", () => {
  const [kernels] = kernelSets();
  const base = Float64Array.from({ length: 30 }, (_, p) => p);
  const rows = layOutKnn(kernels!, base, base.slice(0, 12), 3);
  const [few, short, enough] = [3, 4, 100].map((length) => kernels!.alloc(length));
  const run = (first: number, count: number, found = enough!, squared = enough!) =>
    knn(kernels!, rows, { first, count, k: 1, skip: "none" }, { rows: found, squared });
  assert.throws(() => run(2, 3), { tag: "Misaligned" });
  assert.throws(() => run(-1, 3), { tag: "Misaligned" });
  assert.throws(() => run(0, 1.5), { tag: "Misaligned" });
  assert.throws(() => run(0, 4, few!), { tag: "Misaligned", message: /room for 4 elements from 0 in the rows found/ });
  assert.throws(() => run(0, 4, enough!, short!), { tag: "Misaligned", message: /squared distances/ });
  run(0, 4, short!, kernels!.alloc(8));
  const answer = { rows: enough!, squared: enough! };
  const withinOthers = knnWithin(kernels!, rows, { k: 1, skip: "self", piece: Infinity }, answer);
  assert.throws(() => withinOthers.next(), { tag: "Misaligned", message: /the base as queries/ });
  freeKnn(kernels!, rows);
  const own = layOutKnn(kernels!, base, base, 3);
  const search = { first: 0, count: 10, k: 1, skip: "self" } as const;
  assert.throws(() => knn(kernels!, own, search, answer), { tag: "Misaligned", message: /queries of their own/ });
  const long = knnWithin(kernels!, own, { k: 1, skip: "self", piece: Infinity }, { rows: few!, squared: enough! });
  assert.throws(() => long.next(), { tag: "Misaligned", message: /rows found/ });
  freeKnn(kernels!, own);
});
