/** A scale bar that fits. */
export interface ScaleBar {
  /** Length on the screen, in pixels. */
  readonly pixels: number;
  /** What it says. */
  readonly text: string;
}

/** Steps of a unit that is shown as a larger one from 1000 on. */
const LARGER: Readonly<Record<string, string>> = { nm: "µm", µm: "mm", um: "mm", mm: "m" };

/**
 * The longest bar of 1, 2 or 5 times a power of ten that is no longer than wanted.
 *
 * @param lengthPerPixel Length of a pixel, in `unit`.
 * @param longest Pixels that the bar may take at most.
 * @param unit Unit of length, or null where it is not known.
 * @returns The bar, or null when no length can be told.
 */
export function scaleBar(lengthPerPixel: number, longest: number, unit: string | null): ScaleBar | null {
  const most = lengthPerPixel * longest;
  if (!(most > 0) || !Number.isFinite(most)) return null;
  const power = 10 ** Math.floor(Math.log10(most));
  const length = ([5, 2, 1].find((factor) => factor * power <= most * (1 + 1e-9)) ?? 1) * power;
  return { pixels: length / lengthPerPixel, text: inWords(length, unit) };
}

function inWords(length: number, unit: string | null): string {
  const larger = unit === null ? undefined : LARGER[unit];
  const [value, name] = larger && length >= 1000 ? [length / 1000, larger] : [length, unit];
  const digits = value >= 1e6 || value < 1e-3 ? value.toExponential(0) : String(Number(value.toPrecision(6)));
  if (name === null) return `${digits} ${value === 1 ? "unit" : "units"}`;
  return `${digits} ${name === "um" ? "µm" : name}`;
}
