import { checkOneOf } from "../core/check.ts";
import type { Annotated } from "../data/annotated.ts";
import { type ColorMap, colorStops } from "./color_maps.ts";
import { type GeneSource, type GeneTable, geneTable, type VarNames } from "./gene_table.ts";
import { rangeOf, standardized, type StandardScale, summarize } from "./group_summary.ts";
import { type Groups, groupsOf } from "./groups.ts";

/** Options of pictures that sum genes up by group. */
export interface GenePlotOptions extends GeneSource {
  /** Genes, proteins or numeric columns of `obs`; lists by name stand under brackets. */
  readonly varNames: VarNames;
  /** Column of `obs` whose groups are the rows. */
  readonly groupby: string;
  /** Groups to draw, in this order. Default: all, in the column's order. */
  readonly order?: readonly string[] | undefined;
  /** Stretches each gene (`"var"`) or each group (`"group"`) to 0 … 1. Default: neither. */
  readonly standardScale?: "var" | "group" | undefined;
  /** Number at the low end of the colours. Default: the least. */
  readonly vmin?: number | undefined;
  /** Number at the high end of the colours. Default: the greatest. */
  readonly vmax?: number | undefined;
  /** Colours of numbers. */
  readonly colorMap?: ColorMap | undefined;
}

/** Genes summed up by group, ready to be drawn. */
export interface GenePlot {
  readonly genes: GeneTable;
  readonly groups: Groups;
  /** A row a group and a column a gene, in colour. */
  readonly mean: readonly Float64Array[];
  readonly fraction: readonly Float64Array[];
  /** Scale of the colours. */
  readonly scale: object;
  /** What the colours say. */
  readonly meaning: string;
}

/** Sums the genes up; `cutoff` and `onlyExpressed` as scanpy's dot plot has them. */
export function genePlot(
  data: Annotated,
  options: GenePlotOptions,
  colorMap: ColorMap,
  cutoff = 0,
  onlyExpressed = false,
): GenePlot {
  const { varNames, groupby, order, standardScale, vmin, vmax } = options;
  checkOneOf<StandardScale>(standardScale, "standardScale", ["var", "group", undefined]);
  const groups = groupsOf(data, groupby, order);
  const genes = geneTable(data, varNames, { layer: options.layer, useRaw: options.useRaw });
  const { mean, fraction } = summarize(genes, groups.rows, cutoff, onlyExpressed);
  const drawn = standardized(mean, standardScale);
  return {
    genes,
    groups,
    mean: drawn,
    fraction,
    scale: {
      domain: rangeOf(drawn, vmin, vmax),
      range: colorStops(options.colorMap ?? colorMap),
      nice: false,
      clamp: true,
    },
    meaning: standardScale === undefined
      ? "mean in group"
      : `mean, 0 to 1 by ${standardScale === "var" ? "gene" : "group"}`,
  };
}
