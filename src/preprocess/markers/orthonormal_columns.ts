/** Below this share of its own length, what is left of a column after projection is rounding. */
const DEPENDENT = 1e-10;

/**
 * An orthonormal basis of the space that some columns span, by modified Gram–Schmidt applied twice; columns that depend
 * on those before them are dropped.
 */
export function orthonormalColumns(columns: readonly Float64Array[]): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const column of columns) {
    const rest = column.slice();
    const size = Math.sqrt(dot(rest, rest));
    for (let pass = 0; pass < 2; pass++) {
      for (const direction of basis) {
        const along = dot(direction, rest);
        for (let i = 0; i < rest.length; i++) rest[i]! -= along * direction[i]!;
      }
    }
    const left = Math.sqrt(dot(rest, rest));
    if (left > DEPENDENT * size) basis.push(rest.map((value) => value / left));
  }
  return basis;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
