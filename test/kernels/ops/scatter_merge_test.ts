import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { asFloat64, float64Block } from "../../../src/kernels/float64.ts";
import type { Kernels } from "../../../src/kernels/mod.ts";
import { scatterMerge, scatterMergeScratch, type ScatterSlots } from "../../../src/kernels/ops/scatter_merge.ts";
import { kernelSets } from "../helpers.ts";

interface Clusters {
  readonly p: number;
  readonly means: Float64Array;
  readonly scatters: Float64Array;
  readonly traces: Float64Array;
  readonly sizes: Float64Array;
}

/** Clusters of 1 to 9 rows; some lie on a line, so that their union with another may be singular. */
function clustersOf(rng: Rng, nSlots: number, p: number): Clusters {
  const packed = p * (p + 1) / 2;
  const sizes = Float64Array.from({ length: nSlots }, () => rng.integer(2) ? 1 : 2 + rng.integer(8));
  const means = Float64Array.from({ length: nSlots * p }, () => rng.normal());
  const [scatters, traces] = [new Float64Array(nSlots * packed), new Float64Array(nSlots)];
  for (let slot = 0; slot < nSlots; slot++) {
    const flat = rng.integer(3) === 0;
    for (let row = 1; row < sizes[slot]!; row++) {
      const x = Float64Array.from({ length: p }, () => rng.normal());
      if (flat) x.fill(x[0]!);
      for (let a = 0, at = slot * packed; a < p; a++) {
        for (let b = 0; b <= a; b++, at++) scatters[at]! += x[a]! * x[b]!;
        traces[slot]! += x[a]! * x[a]!;
      }
    }
  }
  return { p, means, scatters, traces, sizes };
}

/** |W/n| of the union, and 0 as soon as a pivot is not positive; then (tr W + alpha) / n is added. */
function inside({ p, means, scatters, traces, sizes }: Clusters, i: number, j: number, alpha: number): number {
  const packed = p * (p + 1) / 2;
  const n = sizes[i]! + sizes[j]!, weight = sizes[i]! * sizes[j]! / n;
  const d = Float64Array.from({ length: p }, (_, a) => means[i * p + a]! - means[j * p + a]!);
  let square = 0;
  for (const value of d) square += value * value;
  const spherical = (traces[i]! + traces[j]! + weight * square + alpha) / n;
  if (n <= p) return spherical;
  const l = new Float64Array(p * p);
  let determinant = 1;
  for (let a = 0, at = 0; a < p; a++) {
    for (let b = 0; b <= a; b++, at++) {
      let sum = scatters[i * packed + at]! + scatters[j * packed + at]! + weight * d[a]! * d[b]!;
      for (let k = 0; k < b; k++) sum -= l[a * p + k]! * l[b * p + k]!;
      l[a * p + b] = b < a ? sum * l[b * p + b]! : 1 / Math.sqrt(sum);
      if (b < a) continue;
      if (!(sum > 0)) return spherical;
      determinant *= sum / n;
    }
  }
  return determinant + spherical;
}

function laidOut(kernels: Kernels, clusters: Clusters, alpha: number): ScatterSlots {
  const { p, sizes } = clusters;
  const [means, scatters, traces, counts] = [clusters.means, clusters.scatters, clusters.traces, sizes].map((values) =>
    float64Block(kernels, values)
  );
  return { nSlots: sizes.length, p, means: means!, scatters: scatters!, traces: traces!, sizes: counts!, alpha };
}

Deno.test("scatterMerge() unites clusters as a plain loop does, to the last bit, for any number of them", () => {
  const rng = new Rng(51);
  for (const [nSlots, p] of [[2, 1], [9, 2], [30, 5], [61, 12]] as const) {
    const clusters = clustersOf(rng, nSlots, p);
    for (const kernels of kernelSets()) {
      const slots = laidOut(kernels, clusters, 0.3);
      const [out, scratch] = [kernels.alloc(2 * nSlots), kernels.alloc(scatterMergeScratch(p))];
      for (const [slot, from, until] of [[0, 0, nSlots], [1, 0, 1], [nSlots - 1, 1, nSlots]] as const) {
        scatterMerge(kernels, slots, { slot, pivots: 1 }, { from, until }, { out, scratch });
        for (let j = from; j < until; j++) {
          if (j === slot) continue;
          const got = asFloat64(out)[j - from];
          assert.equal(got, inside(clusters, slot, j, 0.3), `${slot} and ${j} of ${nSlots} × ${p} on ${kernels.kind}`);
        }
      }
    }
  }
});

Deno.test("scatterMerge() adds single rows to a factor that is there", () => {
  const rng = new Rng(52);
  const [nSlots, p] = [20, 4];
  const given = clustersOf(rng, nSlots, p);
  const rows = Float64Array.from({ length: 9 * p }, () => rng.normal());
  for (let a = 0, at = 0; a < p; a++) {
    for (let b = 0; b <= a; b++, at++) {
      given.scatters[at] = 0;
      for (let r = 0; r < 9; r++) given.scatters[at]! += rows[r * p + a]! * rows[r * p + b]!;
    }
  }
  given.sizes[0] = 10;
  const l = new Float64Array(p * p);
  let pivots = 1;
  for (let a = 0, at = 0; a < p; a++) {
    for (let b = 0; b <= a; b++, at++) {
      let sum = given.scatters[at]!;
      for (let k = 0; k < b; k++) sum -= l[a * p + k]! * l[b * p + k]!;
      l[a * p + b] = b < a ? sum * l[b * p + b]! : 1 / Math.sqrt(sum);
      if (a === b) pivots *= sum / 11;
    }
  }
  for (const kernels of kernelSets()) {
    const slots = laidOut(kernels, given, 0.3);
    const [out, scratch] = [kernels.alloc(2 * nSlots), kernels.alloc(scatterMergeScratch(p))];
    const one = { slot: 0, base: float64Block(kernels, l), pivots };
    scatterMerge(kernels, slots, one, { from: 1, until: nSlots }, { out, scratch });
    for (let j = 1; j < nSlots; j++) {
      const want = inside(given, 0, j, 0.3);
      const got = asFloat64(out)[j - 1]!;
      if (given.sizes[j] === 1) assert(Math.abs(got / want - 1) < 1e-12, `${got} is not ${want}`);
      else assert.equal(got, want);
    }
  }
});

Deno.test("scatterMerge() refuses slots that are not there and results that are too short", () => {
  const [kernels] = kernelSets();
  const slots = laidOut(kernels!, clustersOf(new Rng(53), 5, 2), 1);
  const work = { out: kernels!.alloc(10), scratch: kernels!.alloc(scatterMergeScratch(2)) };
  const run = (slot: number, from: number, until: number, room = work) =>
    scatterMerge(kernels!, slots, { slot, pivots: 1 }, { from, until }, room);
  run(0, 0, 5);
  assert.throws(() => run(5, 0, 1), { tag: "Misaligned" });
  assert.throws(() => run(0, 2, 6), { tag: "Misaligned" });
  assert.throws(() => run(0, 3, 2), { tag: "Misaligned" });
  assert.throws(() => run(0, 0, 5, { ...work, out: kernels!.alloc(9) }), { tag: "Misaligned", message: /results/ });
  assert.throws(() => run(0, 0, 5, { ...work, scratch: kernels!.alloc(9) }), { tag: "Misaligned", message: /scratch/ });
});
