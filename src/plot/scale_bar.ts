import type { Frame2d } from "./scatter_panel.ts";

/** Longest share of a panel's width that a bar takes. */
const LONGEST = 0.3;
/** Room between the tissue and the bar in pixels. */
const GAP = 10;

/** A bar of a round length with its words, beneath a panel; `dx` is the length of a unit of the coordinates. */
export function scaleBar(dx: number, units: string): (frame: Frame2d) => readonly object[] {
  return ({ width, height, scale }) => {
    const length = roundBelow(LONGEST * width / scale * dx);
    const pixels = length / dx * scale;
    const data = { values: [{ text: `${length.toLocaleString("en-US")} ${units}` }] };
    const place = { x: { value: 0 }, y: { value: height + GAP } };
    return [
      { data, mark: { type: "rule", strokeWidth: 2.5 }, encoding: { ...place, x2: { value: pixels } } },
      {
        data,
        mark: { type: "text", align: "left", baseline: "middle", dx: 7, fontSize: 11 },
        encoding: { ...place, x: { value: pixels }, text: { field: "text", type: "nominal" } },
      },
    ];
  };
}

/** The greatest of 1, 2 and 5 times a power of ten that is not above a length. */
function roundBelow(length: number): number {
  const power = 10 ** Math.floor(Math.log10(length));
  const digit = [5, 2, 1].find((candidate) => candidate * power <= length) ?? 1;
  return Number((digit * power).toPrecision(1));
}
