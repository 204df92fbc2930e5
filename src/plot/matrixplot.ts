import type { Annotated } from "../data/annotated.ts";
import { genePlot, type GenePlotOptions } from "./gene_plot.ts";
import { houseSpec } from "./house_spec.ts";
import { columnNames, rowNames, setBrackets } from "./matrix_labels.ts";
import { tileLayer } from "./tile_layer.ts";
import type { VegaSpec } from "./vega_spec.ts";

/** Options of {@linkcode matrixplot}. */
export type MatrixplotOptions = GenePlotOptions;

/** Width and height of a cell in pixels. */
const [CELL_WIDTH, CELL_HEIGHT] = [20, 20];

/**
 * The mean of each gene in each group, as a table of colours.
 *
 * @param data One modality or several.
 * @param options Which genes, by which groups.
 * @returns A vega-lite specification with its data inside; a notebook shows it.
 * @throws {WeftError} `NotFound` when a gene or column is not there, `TooSmall` without genes or groups.
 *
 * @example
 * ```ts
 * import { matrixplot } from "weft/plot";
 * import { AnnData, Dense, Frame } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({
 *   X: Dense.fromRows([[0, 1], [2, 0], [3, 4]]),
 *   obs: new Frame(["a", "b", "c"], { domain: ["x", "x", "y"] }),
 *   var: new Frame(["CD3E", "CD19"]),
 * });
 * const spec = matrixplot(adata, { varNames: ["CD3E", "CD19"], groupby: "domain", standardScale: "var" });
 * assert.equal(spec.height, 40);
 * ```
 */
export function matrixplot(data: Annotated, options: MatrixplotOptions): VegaSpec {
  const { genes, groups, mean, scale, meaning } = genePlot(data, options, "viridis");
  const grid = {
    nRows: groups.names.length,
    nCols: genes.names.length,
    cellWidth: CELL_WIDTH,
    cellHeight: CELL_HEIGHT,
  };
  const values = groups.names.flatMap((group, g) =>
    genes.names.map((gene, j) => ({
      ...{ x: j * CELL_WIDTH, x2: (j + 1) * CELL_WIDTH, y: g * CELL_HEIGHT, y2: (g + 1) * CELL_HEIGHT },
      ...{ group, gene, mean: Number(mean[g]![j]!.toPrecision(4)) },
    })).filter(({ mean }) => Number.isFinite(mean))
  );
  return houseSpec({
    description: `Means of ${genes.names.length} genes by ${options.groupby}`,
    width: grid.nCols * CELL_WIDTH,
    height: grid.nRows * CELL_HEIGHT,
    view: { stroke: "#8886" },
    layer: [
      tileLayer({ values, field: "mean", scale, title: meaning, tooltip: ["group", "gene", "mean"] }),
      columnNames(genes.names, grid),
      rowNames(groups.names.map((name, g) => ({ name, y: (g + 0.5) * CELL_HEIGHT }))),
      ...setBrackets(genes.sets, grid),
    ],
  });
}
