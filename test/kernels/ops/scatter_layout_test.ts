import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { FORCE_CELLS, forceTable } from "../../../src/embed/umap/force_table.ts";
import { asFloat64, float64Block } from "../../../src/kernels/float64.ts";
import type { Kernels } from "../../../src/kernels/mod.ts";
import { type ScatterLayout, scatterLayout } from "../../../src/kernels/ops/scatter_layout.ts";
import { blockOf, kernelSets } from "../helpers.ts";

const PULL = forceTable((d) => -2 * d ** 0.3 / (1 + d ** 1.3));
const PUSH = forceTable((d) => 2 / ((0.001 + d) * (1 + d ** 1.3)));

interface Problem {
  readonly points: Float64Array;
  readonly nComps: number;
  readonly sources: Int32Array;
  readonly targets: Int32Array;
  readonly every: Float64Array;
  readonly words: Int32Array;
  readonly pushesPerPull: number;
  readonly nEpochs: number;
}

function problem(seed: number, nPoints: number, nComps: number, nEdges: number, pushesPerPull = 5): Problem {
  const rng = new Rng(seed);
  const index = () => Int32Array.from({ length: nEdges }, () => rng.integer(nPoints));
  return {
    points: Float64Array.from({ length: nPoints * nComps }, () => 10 * rng.normal()),
    nComps,
    sources: index(),
    targets: index(),
    every: Float64Array.from({ length: nEdges }, () => 1 + 9 * rng.uniform()),
    words: Int32Array.from({ length: 4 }, () => rng.bits() | 0),
    pushesPerPull,
    nEpochs: 30,
  };
}

function layOut(kernels: Kernels, nPoints: number, given: Problem): ScatterLayout {
  const { nComps, pushesPerPull, nEpochs } = given;
  return {
    points: float64Block(kernels, given.points),
    nPoints,
    nComps,
    nEdges: given.sources.length,
    sources: blockOf(kernels, given.sources),
    targets: blockOf(kernels, given.targets),
    every: float64Block(kernels, given.every),
    nextPull: float64Block(kernels, given.every),
    nextPush: float64Block(kernels, given.every.map((epochs) => epochs / pushesPerPull)),
    pushesPerPull,
    pull: float64Block(kernels, PULL),
    push: float64Block(kernels, PUSH),
    cells: FORCE_CELLS,
    farthest: 4,
    generator: blockOf(kernels, given.words),
    nEpochs,
    learningRate: 1,
  };
}

function tabulated(table: Float64Array, squared: number): number {
  const { lowest, highest, shift } = FORCE_CELLS;
  const bits = new Int32Array(Float32Array.of(squared).buffer)[0]!;
  const from = Math.max(lowest, Math.min(highest, bits)) - lowest;
  const within = (from & ((1 << shift) - 1)) * (1 / (1 << shift));
  const value = table[from >> shift]!;
  return value + (table[(from >> shift) + 1]! - value) * within;
}

/** The same passes as a plain loop. */
function plainly({ points: given, nComps, sources, targets, every, words, pushesPerPull, nEpochs }: Problem) {
  const points = given.slice();
  const n = points.length / nComps;
  const [nextPull, between] = [every.slice(), every.map((epochs) => epochs / pushesPerPull)];
  const nextPush = between.slice();
  const s = new Uint32Array(words);
  const bits = () => {
    const second = s[1]!;
    const product = Math.imul(second, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    s[2]! ^= s[0]!;
    s[3]! ^= second;
    s[1]! ^= s[2]!;
    s[0]! ^= s[3]!;
    s[2]! ^= second << 9;
    s[3] = (s[3]! << 11) | (s[3]! >>> 21);
    return result;
  };
  const move = (table: Float64Array, i: number, j: number, step: number, both: boolean) => {
    let squared = 0;
    for (let c = 0; c < nComps; c++) squared += (points[i * nComps + c]! - points[j * nComps + c]!) ** 2;
    if (squared === 0) return;
    const force = tabulated(table, squared);
    for (let c = 0; c < nComps; c++) {
      const pull = force * (points[i * nComps + c]! - points[j * nComps + c]!);
      const moved = Math.max(-4, Math.min(4, pull)) * step;
      points[i * nComps + c]! += moved;
      if (both) points[j * nComps + c]! -= moved;
    }
  };
  for (let epoch = 0; epoch < nEpochs; epoch++) {
    const step = 1 - epoch / nEpochs;
    for (let e = 0; e < sources.length; e++) {
      if (nextPull[e]! > epoch) continue;
      move(PULL, sources[e]!, targets[e]!, step, true);
      nextPull[e]! += every[e]!;
      const pushes = Math.trunc((epoch - nextPush[e]!) / between[e]!);
      for (let p = 0; p < pushes; p++) {
        const j = Math.floor(bits() * (1 / 4294967296) * n);
        if (j !== sources[e]) move(PUSH, sources[e]!, j, step, false);
      }
      nextPush[e]! += pushes * between[e]!;
    }
  }
  return points;
}

Deno.test("scatterLayout() moves points as a plain loop does, to the last bit, in one go and in pieces", () => {
  for (
    const [seed, n, nComps, nEdges, pushes] of [[1, 50, 2, 300, 5], [2, 7, 3, 40, 2], [3, 4, 1, 9, 0], [4, 3, 5, 0, 5]]
  ) {
    const given = problem(seed!, n!, nComps!, nEdges!, pushes!);
    const want = plainly(given);
    for (const kernels of kernelSets()) {
      for (const piece of [30, 7]) {
        const layout = layOut(kernels, n!, given);
        for (let first = 0; first < 30; first += piece) {
          scatterLayout(kernels, layout, first, Math.min(30, first + piece));
        }
        assert.deepEqual(asFloat64(layout.points).slice(), want, `${n} points in ${nComps} on ${kernels.kind}`);
      }
    }
  }
});

Deno.test("scatterLayout() refuses blocks that are too short and passes that are none", () => {
  const [kernels] = kernelSets();
  const layout = layOut(kernels!, 5, problem(5, 5, 2, 6));
  const short = kernels!.alloc(3);
  for (const part of ["points", "sources", "every", "nextPush", "push", "generator"] as const) {
    const wrong = { ...layout, [part]: short };
    assert.throws(() => scatterLayout(kernels!, wrong, 0, 1), { tag: "Misaligned", message: new RegExp(part) });
  }
  assert.throws(() => scatterLayout(kernels!, layout, 0.5, 1), { tag: "InvalidArgument", message: /whole numbers/ });
});
