/** Side of a point so that points just about touch: the median distance from some points to their nearest other. */
export function touchingSize(x: Float64Array, y: Float64Array): number {
  const n = x.length;
  if (n < 2) return 1;
  const stride = Math.max(1, Math.floor(n / 200));
  const nearest: number[] = [];
  for (let i = 0; i < n; i += stride) {
    let best = Infinity;
    for (let j = 0; j < n; j++) {
      const distance = (x[i]! - x[j]!) ** 2 + (y[i]! - y[j]!) ** 2;
      if (distance > 0 && distance < best) best = distance;
    }
    if (best < Infinity) nearest.push(Math.sqrt(best));
  }
  nearest.sort((a, b) => a - b);
  return nearest[nearest.length >> 1] ?? 1;
}
