/** A shape with some axes taken away. */
export interface WithoutAxes {
  /** What is left, with a 1 for every axis taken away if wanted. */
  readonly shape: readonly number[];
  /** The axes taken away, rising. */
  readonly axes: readonly number[];
  /** The others, rising. */
  readonly kept: readonly number[];
}

/** Takes axes away from a shape; none named means all, negative ones count from the end. */
export function withoutAxes(
  shape: readonly number[],
  axis: number | readonly number[] | undefined | null,
  keepDims: boolean,
): WithoutAxes {
  const all = shape.map((_, d) => d);
  const named = axis === undefined || axis === null ? all : typeof axis === "number" ? [axis] : axis;
  const gone = new Set(named.map((d) => (d < 0 ? d + shape.length : d)));
  const axes = all.filter((d) => gone.has(d)), kept = all.filter((d) => !gone.has(d));
  return {
    shape: keepDims ? shape.map((length, d) => (gone.has(d) ? 1 : length)) : kept.map((d) => shape[d]!),
    axes,
    kept,
  };
}
