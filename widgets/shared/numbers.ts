/** A count with separators: 12,345. */
export function formatCount(n: number): string {
  return n.toLocaleString("en-US");
}

/** A number in at most three significant digits, without needless zeros. */
export function formatValue(value: number): string {
  if (Number.isNaN(value)) return "missing";
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return formatCount(value);
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-3) return value.toExponential(2);
  return String(Number(value.toPrecision(3)));
}
