import { checkInteger } from "../core/check.ts";

/**
 * Distinct on white and on black. The first eight also for the common colour blindnesses: six of Okabe and Ito (2008), with
 * a brown and a violet for their black and yellow, which one ground or the other swallows; the others are hues between.
 */
const BASE = [
  ...["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#804d26", "#8a2be2"],
  ...["#a8326e", "#7ccf3c", "#b8a800", "#35d0ba", "#f4a3a0", "#4a5af0", "#5f7f2a", "#ff5c8a"],
] as const;

/** Lightness of each further round through the base colours, as a share of white (positive) or black (negative). */
const ROUNDS = [0, 0.5, -0.4] as const;

/**
 * Colours for categories: eight that the colour-blind can tell apart, eight more hues, then lighter and darker rounds of them.
 *
 * @param count How many are needed.
 * @returns `count` colours as "#rrggbb"; they repeat after 48.
 * @throws {WeftError} `InvalidArgument` when `count` is not a whole number ≥ 0.
 *
 * @example
 * ```ts
 * import { palette } from "weft/plot";
 * import assert from "node:assert/strict";
 *
 * assert.equal(new Set(palette(20)).size, 20);
 * ```
 */
export function palette(count: number): string[] {
  checkInteger(count, "count", 0);
  return Array.from({ length: count }, (_, i) => {
    const round = Math.floor(i / BASE.length) % ROUNDS.length;
    return shade(BASE[i % BASE.length]!, ROUNDS[round]!);
  });
}

function shade(color: string, share: number): string {
  const target = share > 0 ? 255 : 0;
  const parts = [1, 3, 5].map((at) => {
    const value = parseInt(color.slice(at, at + 2), 16);
    return Math.round(value + (target - value) * Math.abs(share)).toString(16).padStart(2, "0");
  });
  return `#${parts.join("")}`;
}
