import { gemm } from "../../kernels/ops/gemm.ts";
import { rowSoftmax } from "../../kernels/ops/row_softmax.ts";
import { sharedKernels } from "../../kernels/shared_kernels.ts";
import { TakenBlocks } from "../../kernels/taken_blocks.ts";
import type { HarmonyMath, HarmonySize } from "./harmony_math.ts";

/** In float32 by compiled kernels: for problems that take their time. */
export function kernelMath({ n, d, k }: HarmonySize, given: Float64Array): HarmonyMath {
  const { kernels } = sharedKernels();
  const taken = new TakenBlocks(kernels);
  const block = (length: number) => taken.take(kernels.alloc(length));
  const [cells, unit] = [block(n * d), block(n * d)];
  const [assignments, scratch] = [block(n * k), block(n * k)];
  const [small, product] = [block(k * d), block(n * d)];
  const nearest = new Int32Array(n);
  cells.f32.set(given);
  unit.f32.set(given);
  return {
    assignments: assignments.f32,
    setUnit(rows) {
      unit.f32.set(rows);
    },
    products(centers, count) {
      small.f32.set(centers.subarray(0, count * d));
      const right = { block: small, rows: d, columns: count, transposed: true };
      gemm(kernels, { block: unit, rows: n, columns: d }, right, { block: scratch });
      return scratch.f32.subarray(0, n * count);
    },
    soften(scale, logs) {
      const values = scratch.f32;
      for (let i = 0; i < n; i++) {
        let best = i * k;
        for (let at = best + 1; at < (i + 1) * k; at++) if (values[at]! > values[best]!) best = at;
        nearest[i] = best;
        logs[i] = scale * (values[best]! - 1);
      }
      rowSoftmax(kernels, { nRows: n, width: k }, scratch, scratch, scale);
      // The largest weight is exp(scale · (product − 1)) over the sum whose logarithm is wanted.
      for (let i = 0; i < n; i++) logs[i]! -= Math.log(values[nearest[i]!]!);
      return values;
    },
    gather(of, from, to) {
      const left = { block: assignments, rows: k, columns: to - from, transposed: true, offset: from * k };
      const right = { block: of === "unit" ? unit : cells, rows: to - from, columns: d, offset: from * d };
      gemm(kernels, left, right, { block: small });
      return Float64Array.from(small.f32.subarray(0, k * d));
    },
    spread(w, from, to, out) {
      small.f32.set(w);
      const left = { block: assignments, rows: to - from, columns: k, offset: from * k };
      gemm(kernels, left, { block: small, rows: k, columns: d }, { block: product, offset: from * d });
      const values = product.f32;
      for (let p = from * d; p < to * d; p++) out[p]! -= values[p]!;
    },
    [Symbol.dispose]() {
      taken[Symbol.dispose]();
    },
  };
}
