import { pixels } from "./matrix_labels.ts";

/** What {@linkcode tileLayer} draws. */
export interface Tiles {
  /** Boxes from `x` to `x2` and `y` to `y2` in pixels, with what they say. */
  readonly values: readonly object[];
  /** Field of the number that colours them. */
  readonly field: string;
  /** Scale of the colours. */
  readonly scale: object;
  /** Title of the legend. */
  readonly title: string;
  /** Fields of the note by the mouse. */
  readonly tooltip: readonly string[];
}

/** The cells of a table as boxes of colour, with a legend. */
export function tileLayer({ values, field, scale, title, tooltip }: Tiles): object {
  return {
    data: { values },
    mark: { type: "rect" },
    encoding: {
      x: pixels("x"),
      x2: { field: "x2" },
      y: pixels("y"),
      y2: { field: "y2" },
      color: { field, type: "quantitative", scale, legend: { title, tickCount: 4, gradientLength: 80 } },
      tooltip: tooltip.map((name) => ({ field: name })),
    },
  };
}
