/** A count with a comma every three digits: 18,085. */
export function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}

/** A number of bytes in the unit that fits: 512 B, 13.4 MB. */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 99.5 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** A number in at most four significant digits, without trailing zeros. */
export function formatNumber(value: number | bigint): string {
  if (typeof value === "bigint" || Number.isInteger(value)) return String(value);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
  return String(Number(value.toPrecision(4)));
}

/** Lengths of axes: 3,484 × 18,085. */
export function formatShape(shape: readonly number[]): string {
  return shape.map(formatCount).join(" × ");
}

/** A text of at most so many characters, cut with an ellipsis, never inside a sign of two units. */
export function shortText(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, "")}…` : text;
}
