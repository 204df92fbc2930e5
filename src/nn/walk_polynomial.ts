/**
 * What walks with restarts do as polynomials of the graph: `K` steps of `T ← (1 − a) A T + a x` from `T = x` are
 * `(1 − a)ᴷ Aᴷ x + a Σ_{t<K} (1 − a)ᵗ Aᵗ x`.
 *
 * @param scales The part of the start that each step adds, by the number of steps.
 * @returns A row for each power of the graph from 0, a column for each walk.
 */
export function walkPolynomial(scales: Readonly<Record<string, number>>): number[][] {
  const walks = Object.entries(scales).map(([steps, alpha]) => ({ steps: Number(steps), alpha }));
  const degree = Math.max(...walks.map(({ steps }) => steps));
  return Array.from(
    { length: degree + 1 },
    (_, t) =>
      walks.map(({ steps, alpha }) => {
        if (t > steps) return 0;
        return (1 - alpha) ** t * (t === steps ? 1 : alpha);
      }),
  );
}
