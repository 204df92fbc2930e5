import type { Annotated } from "../data/annotated.ts";
import type { AnnData } from "../data/anndata.ts";
import type { Frame } from "../data/frame.ts";
import { isShared } from "../data/modality_maps.ts";
import type { MuData } from "../data/mudata.ts";
import { anndataBytes, anndataSections, ready, slotSection, tableSection, unsSection } from "./anndata_sections.ts";
import { bytesOf } from "./bytes_of.ts";
import { formatBytes, formatCount, formatShape } from "./format.ts";
import { section } from "./markup.ts";
import { rowsShown, rowsTable } from "./rows_table.ts";
import { summaryPage } from "./summary_page.ts";

/**
 * An object as a folding HTML fragment: shape, memory and type of every slot, the columns of `obs` and `var` with their
 * types, missing values and category colours.
 *
 * The fragment has its style with it, no script and no address; it follows the notebook's theme, else the system's
 * light or dark mode. Every name is escaped. Values of X are not looked at, so it is quick on objects of any size.
 *
 * @param data An AnnData, a MuData or a table.
 * @returns HTML.
 *
 * @example
 * ```ts
 * import { AnnData, Dense, Frame } from "weft/data";
 * import { htmlSummary } from "weft/display";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({ X: Dense.zeros(2, 3), obs: new Frame(["a", "b"], { "<b>": [1, 2] }) });
 * assert.match(htmlSummary(adata), /2 × 3/);
 * assert.match(htmlSummary(adata), /&lt;b&gt;/);
 * ```
 */
export function htmlSummary(data: Annotated | Frame): string {
  if (data.kind === "frame") return summaryPage("Frame", frameFacts(data), frameSections(data));
  if (data.kind === "mudata") return summaryPage("MuData", mudataFacts(data), mudataSections(data));
  return summaryPage("AnnData", anndataFacts(data), anndataSections(data, true));
}

function anndataFacts(adata: AnnData): string[] {
  const shape = `${formatCount(adata.nObs)} obs × ${formatCount(adata.nVars)} var`;
  return [shape, `${formatBytes(anndataBytes(adata))} in memory`, ...(adata.isView ? ["view"] : [])];
}

function frameFacts(frame: Frame): string[] {
  return [
    `${formatCount(frame.nRows)} rows × ${formatCount(frame.columnNames.length)} columns`,
    formatBytes(bytesOf(frame)),
  ];
}

function frameSections(frame: Frame): string {
  const rows = section("rows", rowsShown(frame), rowsTable(frame), true);
  return rows + tableSection("columns", frame, {}, false);
}

function mudataFacts(mdata: MuData): string[] {
  const mods = Object.values(mdata.mod);
  const whole = [
    mdata.obs,
    mdata.var,
    ...[mdata.obsm, mdata.obsp, mdata.varm, mdata.varp].flatMap((slot) => ready(slot)),
  ];
  const bytes = [...mods.map(anndataBytes), ...whole.map(bytesOf)].reduce((total, part) => total + part, 0);
  return [
    `${formatCount(mdata.nObs)} obs × ${formatCount(mdata.nVars)} var`,
    mods.length === 1 ? "1 modality" : `${mods.length} modalities`,
    `${formatBytes(bytes)} in memory`,
    ...(mdata.isView ? ["view"] : []),
  ];
}

function mudataSections(mdata: MuData): string {
  const whole = [
    tableSection("obs", mdata.obs, mdata.uns, true),
    slotSection("obsm", mdata.obsm),
    slotSection("obsp", mdata.obsp),
    slotSection("varm", mdata.varm),
    slotSection("varp", mdata.varp),
    unsSection(mdata.uns),
  ];
  const modalities = Object.entries(mdata.mod).map(([name, adata]) => {
    const shared = isShared("obs", mdata.axis) && adata.nObs < mdata.nObs
      ? `, ${presentShare(adata.nObs, mdata.nObs)}`
      : "";
    const remark = `${formatShape(adata.shape)}, ${formatBytes(anndataBytes(adata))}${shared}`;
    return section(name, remark, anndataSections(adata, false));
  });
  return [...modalities, ...whole].join("");
}

function presentShare(present: number, all: number): string {
  return `has ${formatCount(present)} of ${formatCount(all)} observations`;
}
