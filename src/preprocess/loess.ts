import { checkLength, checkNumber, checkOneOf } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { cellEnds } from "./variable/loess_cells.ts";
import { type CurvePoints, curvePoints, type LocalFit, localFit } from "./variable/local_fit.ts";

/** Options of {@linkcode loess}. */
export interface LoessOptions {
  /** Share of the points that each local fit sees. Default 0.3. */
  readonly span?: number;
  /**
   * `"interpolate"` (the default) fits at the ends of cells of a binary tree over x and joins the fits by cubic
   * polynomials, as R and scikit-misc do; `"direct"` fits at every distinct x.
   */
  readonly surface?: "interpolate" | "direct";
}

/**
 * Local quadratic regression of y on x (Cleveland and Devlin 1988), Gaussian family.
 *
 * @param x Where the points are; finite.
 * @param y Their values; finite.
 * @param options Span and surface.
 * @returns The fitted value at every x.
 * @throws {WeftError} `InvalidArgument` for a span outside (0, 1], `TooSmall` without points, `BadValues` for NaN.
 *
 * @example
 * ```ts
 * import { loess } from "weft/preprocess";
 * import assert from "node:assert/strict";
 *
 * const x = Float64Array.from({ length: 20 }, (_, i) => i / 10);
 * const fitted = loess(x, x.map((value) => value * value), { span: 0.5 });
 * assert(fitted.every((value, i) => Math.abs(value - x[i]! ** 2) < 1e-9));
 * ```
 */
export function loess(x: Float64Array, y: Float64Array, options: LoessOptions = {}): Float64Array {
  const { span = 0.3, surface = "interpolate" } = options;
  checkNumber(span, "span", Number.MIN_VALUE, 1);
  checkOneOf(surface, "surface", ["interpolate", "direct"]);
  checkLength(y.length, x.length, "y", "x");
  checkPoints(x, y);
  const points = curvePoints(x, y);
  const q = Math.max(1, Math.floor(span * x.length + 1e-5));
  const fitted = surface === "direct" ? directFits(points, q) : interpolatedFits(points, q, span);
  const at = new Map<number, number>();
  points.x.forEach((place, i) => at.set(place, fitted[i]!));
  return x.map((place) => at.get(place)!);
}

function directFits(points: CurvePoints, q: number): Float64Array {
  return points.x.map((at) => localFit(points, at, q).value);
}

/** Fits at the ends of the cells, and inside a cell the cubic with the values and slopes of its two ends. */
function interpolatedFits(points: CurvePoints, q: number, span: number): Float64Array {
  const { x } = points;
  const ends = cellEnds(points, span);
  const fits = Array.from(ends, (at) => localFit(points, at, q));
  const fitted = new Float64Array(x.length);
  for (let i = 0, cell = 0; i < x.length; i++) {
    while (cell + 2 < ends.length && x[i]! > ends[cell + 1]!) cell++;
    const width = ends[cell + 1]! - ends[cell]!;
    fitted[i] = hermite(fits[cell]!, fits[cell + 1]!, width, (x[i]! - ends[cell]!) / width);
  }
  return fitted;
}

function hermite(left: LocalFit, right: LocalFit, width: number, t: number): number {
  const s = 1 - t;
  return s * s * (1 + 2 * t) * left.value + t * t * (3 - 2 * t) * right.value +
    t * s * (s * left.slope - t * right.slope) * width;
}

function checkPoints(x: Float64Array, y: Float64Array): void {
  if (x.length === 0) {
    throw new WeftError("TooSmall", { expected: "points to fit a curve through", found: "none" });
  }
  const wrong = x.findIndex((value, i) => !Number.isFinite(value) || !Number.isFinite(y[i]!));
  if (wrong < 0) return;
  throw new WeftError("BadValues", {
    expected: "finite x and y for loess()",
    found: `(${x[wrong]}, ${y[wrong]}) at point ${wrong}`,
  });
}
