import { median } from "../../../core/median.ts";

/** A number to three decimals, without a leading zero; a dash for none. */
export function short(value: number): string {
  return Number.isFinite(value) ? value.toFixed(3).replace(/^(-?)0\./, "$1.") : "–";
}

/** The same with its sign. */
export function signed(value: number): string {
  return value > 0 ? `+${short(value)}` : short(value);
}

/** Median with the smallest and largest value: `.840 (.790–.900)`. */
export function spread(values: readonly number[]): string {
  if (values.length < 2) return short(median(values));
  return `${short(median(values))} (${short(Math.min(...values))}–${short(Math.max(...values))})`;
}

/** A p-value as tables show it. */
export function probability(p: number): string {
  return p < 0.001 ? "< .001" : short(p);
}
