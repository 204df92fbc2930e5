import { fittedText, textWidth } from "./text_width.ts";

/** Sizes of a grid of cells in pixels. */
export interface CellGrid {
  readonly nRows: number;
  readonly nCols: number;
  /** Width of a cell. */
  readonly cellWidth: number;
  /** Height of a cell. */
  readonly cellHeight: number;
}

/** Longest name in pixels; longer ones end in an ellipsis. */
const LIMIT = 180;
const GAP = 6;
const FONT_SIZE = 11;

/** Names beneath the columns of a grid; read from below where one is wider than its column. */
export function columnNames(names: readonly string[], { nRows, cellWidth, cellHeight }: CellGrid): object {
  const values = names.map((name, i) => ({ name: fittedText(name, FONT_SIZE, LIMIT), x: (i + 0.5) * cellWidth }));
  const upright = names.every((name) => textWidth(name, FONT_SIZE) < cellWidth - 4);
  const place = upright ? { align: "center", baseline: "top" } : { angle: -90, align: "right", baseline: "middle" };
  return {
    data: { values },
    mark: { type: "text", fontSize: FONT_SIZE, ...place },
    encoding: { x: pixels("x"), y: { value: nRows * cellHeight + GAP }, text: { field: "name", type: "nominal" } },
  };
}

/** A name to the left of some heights. */
export interface RowName {
  readonly name: string;
  /** Pixels from the top to its middle. */
  readonly y: number;
}

/** Names to the left of rows, so many pixels away. */
export function rowNames(values: readonly RowName[], away = GAP): object {
  return {
    data: { values: values.map(({ name, y }) => ({ name: fittedText(name, FONT_SIZE, LIMIT), y })) },
    mark: { type: "text", align: "right", baseline: "middle", fontSize: FONT_SIZE },
    encoding: { x: { value: -away }, y: pixels("y"), text: { field: "name", type: "nominal" } },
  };
}

/** Genes that stand together under a name. */
export interface NamedSet {
  readonly name: string;
  /** How many columns it takes. */
  readonly length: number;
}

/** A bracket with a name over each set of columns. */
export function setBrackets(sets: readonly NamedSet[], { cellWidth }: CellGrid): object[] {
  let start = 0;
  const values = sets.map(({ name, length }) => {
    const [x, x2] = [(start + 0.15) * cellWidth, (start + length - 0.15) * cellWidth];
    start += length;
    return { name: fittedText(name, FONT_SIZE, LIMIT), x, x2, middle: (x + x2) / 2 };
  });
  if (values.every(({ name }) => name === "")) return [];
  const fits = values.every(({ name, x, x2 }) => textWidth(name, FONT_SIZE) < x2 - x);
  const place = fits
    ? { align: "center", baseline: "bottom", dy: -3 }
    : { align: "left", baseline: "middle", angle: -40, dx: 2, dy: -4 };
  return [
    { data: { values }, mark: { type: "rule" }, encoding: { x: pixels("x"), x2: { field: "x2" }, y: { value: -GAP } } },
    {
      data: { values },
      mark: { type: "text", fontSize: FONT_SIZE, ...place },
      encoding: { x: pixels("middle"), y: { value: -GAP - 2 }, text: { field: "name", type: "nominal" } },
    },
  ];
}

/** A position given in pixels. */
export function pixels(field: string): object {
  return { field, type: "quantitative", scale: null, axis: null };
}
