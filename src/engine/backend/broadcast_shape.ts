import { WeftError } from "../../core/error.ts";

/** The shape that two shapes are stretched to: aligned at their ends, lengths of 1 fit any other. */
export function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  const shape = new Array<number>(rank);
  for (let d = 0; d < rank; d++) {
    const m = a[d - rank + a.length] ?? 1, n = b[d - rank + b.length] ?? 1;
    if (m !== n && m !== 1 && n !== 1) {
      throw new WeftError("Misaligned", { expected: `a shape that fits ${a.join(" × ")}`, found: b.join(" × ") });
    }
    shape[d] = m === 1 ? n : m;
  }
  return shape;
}
