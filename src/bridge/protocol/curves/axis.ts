/** A scale from values to the share of an axis, and where its ticks are. */
export interface Axis {
  /** 0 … 1 between the ends; `NaN` for a value that has no place. */
  at(value: number): number;
  /** Values at which there are ticks. */
  readonly ticks: readonly number[];
}

/** Steps between ticks that people can count in. */
const STEPS = [1, 2, 5, 10] as const;
/** Difference of two values, as a share of the larger, up to which it is rounding: steps so small cannot be counted. */
const ROUNDING = 1e-9;

/** Equal distances for equal differences, with about `count` ticks at round values. */
export function linearAxis(low: number, high: number, count: number): Axis {
  const half = Math.max(0.5, 1e-6 * Math.abs(low));
  const [from, to] = differ(low, high) ? [low, high] : [low - half, low + half];
  const step = roundStep((to - from) / count);
  const ticks: number[] = [];
  for (let k = Math.ceil(from / step - 1e-9); k * step <= to + 1e-9 * step; k++) {
    ticks.push(Number((k * step).toPrecision(12)));
  }
  return { at: (value) => (value - from) / (to - from), ticks };
}

/** Equal distances for equal ratios, with ticks at powers of ten, and between them where there are few. */
export function logAxis(low: number, high: number): Axis {
  const least = Math.log10(low);
  const [from, to] = differ(low, high) ? [least, Math.log10(high)] : [least - 0.5, least + 0.5];
  const decades = to - from;
  const factors = decades > 3.2 ? [1] : decades > 1.4 ? [1, 3] : [1, 2, 5];
  const every = Math.max(1, Math.ceil(decades / 6));
  const ticks: number[] = [];
  for (let power = Math.floor(from); power <= to; power++) {
    if (power % every !== 0) continue;
    for (const factor of factors) ticks.push(Number(`${factor}e${power}`));
  }
  const inside = ticks.filter((tick) => Math.log10(tick) >= from - 1e-9 && Math.log10(tick) <= to + 1e-9);
  const at = (value: number) => value > 0 ? (Math.log10(value) - from) / (to - from) : NaN;
  return { at, ticks: inside.length > 1 ? inside : linearAxis(10 ** from, 10 ** to, 3).ticks };
}

/** A number as a tick says it: three digits, powers of ten far from 1. */
export function tickText(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) {
    return value.toExponential(2).replace(/\.?0*e/, "e").replace("e+", "e").replace(/-/g, "−");
  }
  return String(Number(value.toPrecision(3))).replace("-", "−");
}

function differ(low: number, high: number): boolean {
  return high - low > ROUNDING * Math.max(Math.abs(low), Math.abs(high));
}

function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  return power * STEPS.find((factor) => factor * power >= step * (1 - 1e-9))!;
}
