import type { HostKernel } from "./host_kernel.ts";

/** Which rows make the triplets, and how far apart the pairs must be. */
export interface TripletAttributes {
  /** `nTriplets × 3`: anchor, positive, negative. */
  readonly triplets: Int32Array;
  /** The margin. */
  readonly margin: number;
}

// Added to every coordinate of a difference, as PyTorch's pairwise distance does, so that no distance is 0.
const OFFSET = 1e-6;

/** Mean over triplets of `max(0, ‖a − p + ε‖ − ‖a − n + ε‖ + margin)`, and its value for each triplet. */
export const tripletKernel: HostKernel<TripletAttributes> = {
  name: "WeftTriplet",
  shapes: (_, { triplets }) => [[], [triplets.length / 3]],
  run([z], [loss, each], { triplets, margin }, [shape]) {
    const width = shape![1]!;
    let sum = 0;
    for (let t = 0; t < triplets.length; t += 3) {
      const near = distance(z!, triplets[t]!, triplets[t + 1]!, width);
      const far = distance(z!, triplets[t]!, triplets[t + 2]!, width);
      const value = Math.max(0, near - far + margin);
      each![t / 3] = value;
      sum += value;
    }
    loss![0] = triplets.length === 0 ? 0 : sum * 3 / triplets.length;
  },
};

/** Gradient of {@linkcode tripletKernel}'s mean in `z`, from `(z, dy)`. */
export const tripletGradientKernel: HostKernel<TripletAttributes> = {
  name: "WeftTripletGradient",
  shapes: ([z]) => [z!],
  run([z, dy], [gradient], { triplets, margin }, [shape]) {
    const width = shape![1]!;
    gradient!.fill(0);
    if (triplets.length === 0) return;
    const scale = dy![0]! * 3 / triplets.length;
    for (let t = 0; t < triplets.length; t += 3) {
      const anchor = triplets[t]!, positive = triplets[t + 1]!, negative = triplets[t + 2]!;
      const near = distance(z!, anchor, positive, width);
      const far = distance(z!, anchor, negative, width);
      if (near - far + margin <= 0) continue;
      pull(z!, gradient!, anchor, positive, scale / near, width);
      pull(z!, gradient!, anchor, negative, -scale / far, width);
    }
  },
};

function distance(z: Float32Array, a: number, b: number, width: number): number {
  let sum = 0;
  for (let f = 0; f < width; f++) {
    const difference = z[a * width + f]! - z[b * width + f]! + OFFSET;
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}

function pull(z: Float32Array, gradient: Float32Array, a: number, b: number, scale: number, width: number): void {
  for (let f = 0; f < width; f++) {
    const slope = scale * (z[a * width + f]! - z[b * width + f]! + OFFSET);
    gradient[a * width + f]! += slope;
    gradient[b * width + f]! -= slope;
  }
}
