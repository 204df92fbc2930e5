/** What hides points. */
export interface Hiding {
  /** Codes of hidden categories; the code after the last category is that of points without one. */
  readonly hidden: ReadonlySet<number>;
  /** A section of each point, and which is shown; or null. */
  readonly section: { readonly codes: ArrayLike<number>; readonly shown: number } | null;
  /** Only these points, as a bit a point; or null for all. */
  readonly only: Uint8Array | null;
  /** Only points whose value lies within these ends; or null for all. */
  readonly range: { readonly values: ArrayLike<number>; readonly from: number; readonly to: number } | null;
}

/** Rows of the points that are drawn, rising; null when none is hidden. */
export function visibleRows(codes: Uint16Array, { hidden, section, only, range }: Hiding): number[] | null {
  if (hidden.size === 0 && section === null && only === null && range === null) return null;
  const rows: number[] = [];
  for (let i = 0; i < codes.length; i++) {
    if (hidden.size > 0 && hidden.has(codes[i]!)) continue;
    if (section !== null && section.codes[i] !== section.shown) continue;
    if (only !== null && (only[i >> 3]! >> (i & 7) & 1) === 0) continue;
    if (range !== null && !(range.values[i]! >= range.from && range.values[i]! <= range.to)) continue;
    rows.push(i);
  }
  return rows;
}
