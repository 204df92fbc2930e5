import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import type { Kernels } from "../../../src/kernels/mod.ts";
import { infoNce } from "../../../src/kernels/ops/info_nce.ts";
import { isometry, paddedRows } from "../../../src/kernels/ops/isometry.ts";
import { klGaussian } from "../../../src/kernels/ops/kl_gaussian.ts";
import { kernelSets } from "../helpers.ts";
import { assertFollows, assertSameOnThreads, type Found, normals, withBlocks } from "./loss_reference.ts";

interface Pair {
  readonly rows: number;
  readonly widths: readonly [number, number];
  readonly data: readonly [Float32Array, Float32Array];
}

function pair(rows: number, first: number, second = first): Pair {
  const rng = new Rng(rows + first);
  return { rows, widths: [first, second], data: [normals(rng, rows * first), normals(rng, rows * second)] };
}

const classOf = (i: number) => (i * i) % 3;

const measuredIsometry = ({ rows, widths, data }: Pair) => (kernels: Kernels): Found =>
  withBlocks(kernels, (blocks) => {
    const [u, v] = [blocks.put(data[0]), blocks.put(data[1])];
    const gradients = [blocks.out(data[0].length), blocks.out(data[1].length)] as const;
    const padded = new Int32Array(paddedRows(kernels, rows)).map((_, i) => i < rows ? classOf(i) : -1);
    const value = isometry(kernels, { u, v, widths, classes: blocks.put(padded), rows, gradients });
    return { value, gradients: gradients.map(({ f32 }) => f32.slice()) };
  });

function plainIsometry({ rows, widths, data }: Pair): Found {
  const gradients = data.map((x) => new Float64Array(x.length));
  let value = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < rows; j++) {
      if (i === j || classOf(i) !== classOf(j)) continue;
      const differences = data.map((x, m) =>
        Array.from({ length: widths[m]! }, (_, f) => x[i * widths[m]! + f]! - x[j * widths[m]! + f]!)
      );
      const [far, near] = differences.map((d) => Math.hypot(...d)) as [number, number];
      value += (far - near) ** 2 / rows;
      [far, near].forEach((length, m) => {
        const slope = (m === 0 ? 4 : -4) * (far - near) / rows / length;
        differences[m]!.forEach((d, f) => gradients[m]![i * widths[m]! + f]! += slope * d);
      });
    }
  }
  return { value, gradients };
}

Deno.test("isometry() follows a plain loop in float64", () => {
  for (const [rows, first, second] of [[1, 3, 2], [2, 1, 1], [33, 5, 3], [64, 40, 20], [129, 17, 8]] as const) {
    const data = pair(rows, first, second);
    assertFollows(measuredIsometry(data), plainIsometry(data), 5e-6);
  }
});

Deno.test("isometry() gives the same bytes on any number of threads", () => {
  assertSameOnThreads(measuredIsometry(pair(201, 21, 10)));
});

const measuredContrast = ({ rows, widths: [width], data }: Pair, block: number) => (kernels: Kernels): Found =>
  withBlocks(kernels, (blocks) => {
    const gradients = [blocks.out(rows * width), blocks.out(rows * width)] as const;
    const both = [blocks.put(data[0]), blocks.put(data[1])] as const;
    const value = infoNce(kernels, { pair: both, rows, width, block, temperature: 0.2, gradients });
    return { value, gradients: gradients.map(({ f32 }) => f32.slice()) };
  });

function plainContrast({ rows, widths: [width], data }: Pair, block: number): Found {
  const lengths = data.map((x) =>
    Array.from({ length: rows }, (_, i) => Math.hypot(...x.subarray(i * width, (i + 1) * width)))
  );
  const units = data.map((x, m) => Float64Array.from(x, (value, p) => value / lengths[m]![Math.floor(p / width)]!));
  const slopes = data.map((x) => new Float64Array(x.length));
  let value = 0;
  for (let from = 0; from < rows; from += block) {
    const until = Math.min(rows, from + block);
    const score = (i: number, j: number) => {
      let sum = 0;
      for (let f = 0; f < width; f++) sum += units[0]![i * width + f]! * units[1]![j * width + f]!;
      return sum / 0.2;
    };
    const range = Array.from({ length: until - from }, (_, i) => from + i);
    const scores = range.map((i) => range.map((j) => score(i, j)));
    const forth = scores.map((row) => Math.log(row.reduce((sum, s) => sum + Math.exp(s), 0)));
    const back = range.map((_, j) => Math.log(scores.reduce((sum, row) => sum + Math.exp(row[j]!), 0)));
    scores.forEach((row, i) =>
      row.forEach((s, j) => {
        const slope = (Math.exp(s - forth[i]!) + Math.exp(s - back[j]!) - (i === j ? 2 : 0)) / (2 * rows * 0.2);
        if (i === j) value += (forth[i]! + back[i]! - 2 * s) / (2 * rows);
        for (let f = 0; f < width; f++) {
          slopes[0]![(from + i) * width + f]! += slope * units[1]![(from + j) * width + f]!;
          slopes[1]![(from + j) * width + f]! += slope * units[0]![(from + i) * width + f]!;
        }
      })
    );
  }
  const gradients = slopes.map((slope, m) => {
    return slope.map((g, p) => {
      const row = Math.floor(p / width) * width;
      let along = 0;
      for (let f = 0; f < width; f++) along += slope[row + f]! * units[m]![row + f]!;
      return (g - along * units[m]![p]!) / lengths[m]![row / width]!;
    });
  });
  return { value, gradients };
}

Deno.test("infoNce() follows a plain loop in float64", () => {
  for (const [rows, width, block] of [[1, 2, 1], [10, 3, 4], [97, 5, 97], [200, 17, 64], [230, 64, 130]] as const) {
    const data = pair(rows, width);
    assertFollows(measuredContrast(data, block), plainContrast(data, block), 5e-6);
  }
});

Deno.test("infoNce() gives the same bytes on any number of threads", () => {
  assertSameOnThreads(measuredContrast(pair(301, 19), 128));
});

const measuredKl = (moments: readonly Float32Array[]) => (kernels: Kernels): Found =>
  withBlocks(kernels, (blocks) => {
    const length = moments[0]!.length, scale = 1 / 7;
    const gradients = moments.map(() => blocks.out(length));
    const value = klGaussian(kernels, { moments: moments.map((x) => blocks.put(x)), length, scale, gradients });
    return { value, gradients: gradients.map(({ f32 }) => f32.slice()) };
  });

function plainKl([m, v, m0, v0]: readonly Float32Array[]): Found {
  const gradients = (m0 ? [m!, v!, m0, v0!] : [m!, v!]).map((x) => new Float64Array(x.length));
  let value = 0;
  for (let i = 0; i < m!.length; i++) {
    const [d, lv, lv0] = [m![i]! - (m0?.[i] ?? 0), v![i]!, v0?.[i] ?? 0];
    const [ratio, reach] = [Math.exp(lv - lv0), d * d * Math.exp(-lv0)];
    value += (lv0 - lv + ratio + reach - 1) / 14;
    const slopes = [d * Math.exp(-lv0), (ratio - 1) / 2, -d * Math.exp(-lv0), (1 - ratio - reach) / 2];
    gradients.forEach((gradient, k) => gradient[i] = slopes[k]! / 7);
  }
  return { value, gradients };
}

Deno.test("klGaussian() follows a plain loop in float64, with and without a prior", () => {
  for (const n of [0, 1, 15, 17, 256, 40_001]) {
    const rng = new Rng(n);
    const moments = [1, 2, 3, 4].map(() => normals(rng, n));
    for (const some of [moments, moments.slice(0, 2)]) assertFollows(measuredKl(some), plainKl(some), 2e-6);
  }
});

Deno.test("losses on pairs refuse blocks that are too short, and blocks of no rows", () => {
  for (const kernels of kernelSets()) {
    withBlocks(kernels, (blocks) => {
      const [six, short] = [blocks.out(6), blocks.out(5)];
      const form = { u: six, v: six, widths: [3, 3], classes: blocks.out(paddedRows(kernels, 2)), rows: 2 } as const;
      assert.throws(() => isometry(kernels, { ...form, u: short }), { tag: "Misaligned", message: /in the u/ });
      assert.throws(() => isometry(kernels, { ...form, classes: six }), { tag: "Misaligned", message: /classes/ });
      assert.throws(() => isometry(kernels, { ...form, gradients: [six, short] }), {
        tag: "Misaligned",
        message: /gradient/,
      });
      const contrast = { pair: [six, six], rows: 2, width: 3, block: 2, temperature: 1 } as const;
      assert.throws(() => infoNce(kernels, { ...contrast, pair: [six, short] }), {
        tag: "Misaligned",
        message: /rows/,
      });
      assert.throws(() => infoNce(kernels, { ...contrast, block: 0 }), { tag: "InvalidArgument", message: /block/ });
      assert.throws(() => infoNce(kernels, { ...contrast, gradients: [short, six] }), { tag: "Misaligned" });
      const moments = { moments: [six, short], length: 6, scale: 1 };
      assert.throws(() => klGaussian(kernels, moments), { tag: "Misaligned", message: /moments/ });
    });
  }
});
