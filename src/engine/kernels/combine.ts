import type { HostKernel } from "./host_kernel.ts";

/** What happens to the sum of a layer's parts, in this order: activation, then division by the row's length. */
export interface CombineAttributes {
  /** `max(0, ·)` of every element. */
  readonly relu: boolean;
  /** Division of every row by `max(‖row‖₂, 1e-12)`. */
  readonly normalize: boolean;
}

const SMALLEST_LENGTH = 1e-12;

/** `y = L2(relu(a + b + bias))` with either step optional, and the lengths the rows were divided by. */
export const combineKernel: HostKernel<CombineAttributes> = {
  name: "WeftCombine",
  shapes: ([a]) => [a!, [a![0]!]],
  run([a, b, bias], [y, lengths], { relu, normalize }, [shape]) {
    const [nRows, width] = shape as [number, number];
    for (let i = 0; i < nRows; i++) {
      const row = i * width;
      let squares = 0;
      for (let f = 0; f < width; f++) {
        let value = a![row + f]! + b![row + f]! + bias![f]!;
        if (relu && value < 0) value = 0;
        squares += value * value;
        y![row + f] = value;
      }
      if (!normalize) continue;
      const length = Math.max(Math.sqrt(squares), SMALLEST_LENGTH);
      lengths![i] = length;
      const scale = 1 / length;
      for (let f = 0; f < width; f++) y![row + f]! *= scale;
    }
  },
};

/** Gradient of {@linkcode combineKernel} from `(dy, y, lengths)`: that of the sum, and its column sums for the bias. */
export const combineGradientKernel: HostKernel<CombineAttributes> = {
  name: "WeftCombineGradient",
  shapes: ([dy]) => [dy!, [dy![1]!]],
  run([dy, y, lengths], [gradient, columns], { relu, normalize }, [shape]) {
    const [nRows, width] = shape as [number, number];
    const sums = new Float64Array(width);
    for (let i = 0; i < nRows; i++) {
      const row = i * width;
      let along = 0;
      let scale = 1;
      if (normalize) {
        scale = 1 / lengths![i]!;
        // Below the smallest length the divisor is constant, so nothing flows through it.
        if (lengths![i]! > Math.fround(SMALLEST_LENGTH)) {
          for (let f = 0; f < width; f++) along += y![row + f]! * dy![row + f]!;
        }
      }
      for (let f = 0; f < width; f++) {
        const value = y![row + f]!;
        const slope = relu && value <= 0 ? 0 : (dy![row + f]! - value * along) * scale;
        gradient![row + f] = slope;
        sums[f]! += slope;
      }
    }
    columns!.set(sums);
  },
};
