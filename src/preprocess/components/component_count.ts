import { checkInteger } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";

/** The number of components asked for, checked against the most there can be. */
export function componentCount(asked: number | undefined, most: number): number {
  if (asked !== undefined) checkInteger(asked, "nComps", 1);
  if (most < 1) {
    throw new WeftError("TooSmall", {
      expected: "at least two observations and two variables to find components in",
      found: "fewer",
      next: "Check what earlier filters kept.",
    });
  }
  if (asked === undefined || asked <= most) return asked ?? Math.min(50, most);
  throw new WeftError("TooSmall", {
    expected: `nComps to be at most ${most}, one less than the observations and than the variables used`,
    found: `${asked}`,
    next: "Ask for fewer components.",
  });
}
