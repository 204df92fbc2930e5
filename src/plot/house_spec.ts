import { DISPLAY } from "../core/renderers.ts";
import { specBundle } from "./spec_bundle.ts";
import { VEGA_LITE_SCHEMA, type VegaSpec } from "./vega_spec.ts";

/** Fonts of one width on every system, so that room measured here is room enough there. */
const FONT = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif";

/** The house's look: quiet axes, words where they are read, nothing bold but titles. */
const HOUSE = {
  font: FONT,
  view: { stroke: null },
  // Data come without gaps; a filter for them breaks the compiler where a mark has no numeric axis.
  mark: { invalid: null },
  axis: {
    labelFontSize: 11,
    titleFontSize: 12,
    titleFontWeight: "normal",
    titlePadding: 8,
    labelLimit: 220,
    domainWidth: 1,
    tickSize: 4,
  },
  legend: {
    labelFontSize: 11,
    titleFontSize: 12,
    titleFontWeight: "normal",
    labelLimit: 220,
    titleLimit: 240,
    symbolLimit: 0,
    rowPadding: 3,
    titlePadding: 6,
    gradientThickness: 12,
    gradientLength: 120,
    gradientStrokeWidth: 0,
  },
  title: { fontSize: 13, fontWeight: 600, anchor: "start", frame: "group", offset: 8, limit: 320 },
  header: { labelFontSize: 11, titleFontSize: 12, titleFontWeight: "normal", labelLimit: 220 },
};

/** A specification in the house's look that shows itself; what `parts.config` says goes before the house. */
export function houseSpec(parts: Readonly<Record<string, unknown>>): VegaSpec {
  const own = (parts.config ?? {}) as Readonly<Record<string, object>>;
  const config = Object.fromEntries(
    Object.entries({ ...HOUSE, ...own }).map(([name, value]) => {
      const house = HOUSE[name as keyof typeof HOUSE];
      return [name, typeof house === "object" ? { ...house, ...(value as object) } : value];
    }),
  );
  return { $schema: VEGA_LITE_SCHEMA, ...parts, config, [DISPLAY]: showSpec };
}

function showSpec(this: VegaSpec) {
  return specBundle(this);
}
