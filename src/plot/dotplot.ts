import { checkNumber } from "../core/check.ts";
import type { Annotated } from "../data/annotated.ts";
import { genePlot, type GenePlotOptions } from "./gene_plot.ts";
import { houseSpec } from "./house_spec.ts";
import { columnNames, pixels, rowNames, setBrackets } from "./matrix_labels.ts";
import type { VegaSpec } from "./vega_spec.ts";

/** Options of {@linkcode dotplot}. */
export interface DotplotOptions extends GenePlotOptions {
  /** An observation expresses a gene when its value is above this; default 0. */
  readonly expressionCutoff?: number | undefined;
  /** Whether the mean is that of expressing observations alone; default false. */
  readonly meanOnlyExpressed?: boolean | undefined;
  /** Share of a group at which a dot is largest, 0 to 1. Default: the greatest share there is. */
  readonly dotMax?: number | undefined;
}

/** Side of a cell and diameter of the largest dot, in pixels. */
const CELL = 20;
const LARGEST = 17;

/**
 * Genes by group: the size of a dot is the share of the group that expresses the gene, its colour the mean.
 *
 * @param data One modality or several.
 * @param options Which genes, by which groups.
 * @returns A vega-lite specification with its data inside; a notebook shows it.
 * @throws {WeftError} `NotFound` when a gene or column is not there, `TooSmall` without genes or groups.
 *
 * @example
 * ```ts
 * import { dotplot } from "weft/plot";
 * import { AnnData, Dense, Frame } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({
 *   X: Dense.fromRows([[0, 1], [2, 0], [3, 4]]),
 *   obs: new Frame(["a", "b", "c"], { domain: ["x", "x", "y"] }),
 *   var: new Frame(["CD3E", "CD19"]),
 * });
 * const spec = dotplot(adata, { varNames: { T: ["CD3E"], B: ["CD19"] }, groupby: "domain" });
 * assert.equal(spec.width, 40);
 * ```
 */
export function dotplot(data: Annotated, options: DotplotOptions): VegaSpec {
  const { expressionCutoff = 0, meanOnlyExpressed = false, dotMax } = options;
  checkNumber(expressionCutoff, "expressionCutoff");
  if (dotMax !== undefined) checkNumber(dotMax, "dotMax", Number.MIN_VALUE, 1);
  const { genes, groups, mean, fraction, scale, meaning } = genePlot(
    data,
    options,
    "Reds",
    expressionCutoff,
    meanOnlyExpressed,
  );
  const grid = { nRows: groups.names.length, nCols: genes.names.length, cellWidth: CELL, cellHeight: CELL };
  const values = groups.names.flatMap((group, g) =>
    genes.names.map((gene, j) => ({
      x: (j + 0.5) * CELL,
      y: (g + 0.5) * CELL,
      group,
      gene,
      mean: short(mean[g]![j]!),
      fraction: short(fraction[g]![j]!),
    })).filter(({ fraction }) => fraction !== null)
  );
  const most = dotMax ?? Math.max(...values.map(({ fraction }) => fraction!), Number.MIN_VALUE);
  const size = {
    ...{ field: "fraction", type: "quantitative" },
    scale: { domain: [0, most], range: [0, LARGEST ** 2], nice: false, clamp: true },
  };
  return houseSpec({
    description: `Dot plot of ${genes.names.length} genes by ${options.groupby}`,
    width: grid.nCols * CELL,
    height: grid.nRows * CELL,
    view: { stroke: "#8886" },
    resolve: { scale: { color: "independent", size: "independent" } },
    layer: [
      {
        data: { values },
        mark: { type: "circle", opacity: 1, stroke: "#8888", strokeWidth: 0.5 },
        encoding: {
          x: pixels("x"),
          y: pixels("y"),
          size: { ...size, legend: null },
          color: {
            field: "mean",
            type: "quantitative",
            scale,
            legend: { title: meaning, tickCount: 4, gradientLength: 80 },
          },
          tooltip: ["group", "gene", "mean", "fraction"].map((field) => ({ field })),
        },
      },
      // The legend of the sizes on marks that are not seen: on the dots it would take their colours.
      {
        data: { values: [{ fraction: 0 }, { fraction: most }] },
        mark: { type: "circle", color: "#8c96a3", opacity: 0 },
        encoding: {
          ...{ x: { value: 0 }, y: { value: 0 } },
          size: {
            ...size,
            legend: { title: "share of group", format: ".0%", tickCount: 4, symbolOpacity: 1, symbolStrokeWidth: 0 },
          },
        },
      },
      columnNames(genes.names, grid),
      rowNames(groups.names.map((name, g) => ({ name, y: (g + 0.5) * CELL }))),
      ...setBrackets(genes.sets, grid),
    ],
  });
}

function short(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(4)) : null;
}
