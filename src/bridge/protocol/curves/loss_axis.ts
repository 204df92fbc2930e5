import { type Axis, linearAxis, logAxis } from "./axis.ts";
import type { ShownCurve } from "./shown_curves.ts";

/** Room above the largest and below the least value, as a share of the axis. */
const MARGIN = 0.04;

/** The axis of all values; logarithmic if asked for and any value is positive. */
export function lossAxis(curves: readonly ShownCurve[], log: boolean): Axis {
  let low = Infinity;
  let high = -Infinity;
  let least = Infinity;
  for (const { values } of curves) {
    for (const value of values) {
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
      if (value > 0 && value < least) least = value;
    }
  }
  if (log && least < Infinity) {
    const factor = (high / least) ** MARGIN;
    return logAxis(least / factor, high * factor);
  }
  if (low > high) return linearAxis(0, 1, 5);
  const room = MARGIN * (high - low);
  return linearAxis(low - room, high + room, 5);
}
