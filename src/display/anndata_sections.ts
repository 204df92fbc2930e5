import type { AnnData } from "../data/anndata.ts";
import type { AxisArray } from "../data/anndata_parts.ts";
import type { Frame } from "../data/frame.ts";
import { readyEntries, type Slots } from "../data/slots.ts";
import type { UnsValue } from "../data/uns.ts";
import { bytesOf } from "./bytes_of.ts";
import { columnType } from "../data/columns/column_type.ts";
import { columnPreview, countMissing } from "./column_preview.ts";
import { formatBytes, formatCount, formatShape } from "./format.ts";
import { counted, line, section, table } from "./markup.ts";
import { matrixCells } from "./matrix_cells.ts";
import { unsPreview } from "./uns_preview.ts";

const LATER = "made when first asked for";

/** The sections of one AnnData, in the order of its text summary; `open` unfolds `obs`. */
export function anndataSections(adata: AnnData, open: boolean): string {
  const parts = [
    matrixLine(adata),
    tableSection("obs", adata.obs, adata.uns, open),
    tableSection("var", adata.var, adata.uns, false),
    slotSection("obsm", adata.obsm),
    slotSection("varm", adata.varm),
    slotSection("layers", adata.layers),
    slotSection("obsp", adata.obsp),
    slotSection("varp", adata.varp),
    rawLine(adata),
    unsSection(adata.uns),
  ];
  return parts.join("");
}

/** Bytes of everything that is in memory; what several slots share counts once. */
export function anndataBytes(adata: AnnData): number {
  const X = adata.peekX();
  const arrays = [adata.layers, adata.obsm, adata.varm, adata.obsp, adata.varp].flatMap((slot) => ready(slot));
  const all = [...arrays, adata.obs, adata.var, ...(X ? [X] : []), ...(adata.raw ? [adata.raw.X, adata.raw.var] : [])];
  return new Set(all).values().reduce((total, value) => total + bytesOf(value), 0);
}

/** A table and its columns: type, missing values, and what they hold. */
export function tableSection(title: string, frame: Frame, uns: Slots<UnsValue>, open: boolean): string {
  const rows = frame.columnNames.map((name) => {
    const column = frame.column(name);
    const missing = countMissing(column);
    const gaps = missing === 0 ? "" : `<span class="weft-warn">${formatCount(missing)} missing</span>`;
    return { name, cells: [columnType(column), gaps, columnPreview(column, uns[`${name}_colors`])] };
  });
  const remark = `${formatCount(frame.nRows)} rows, ${counted(rows.length, "column", "columns")}, ${
    formatBytes(bytesOf(frame))
  }`;
  const index = { name: frame.indexName ?? "(names)", cells: ["index", "", namesPreview(frame.index)] };
  return section(title, remark, table([index, ...rows]), open);
}

/** Entries of an aligned slot; none at all when it is empty. */
export function slotSection(title: string, slot: Slots<AxisArray>): string {
  const names = Object.keys(slot);
  if (names.length === 0) return "";
  const known = new Map(readyEntries(slot));
  const rows = names.map((name) => {
    const value = known.get(name);
    return { name, cells: value ? matrixCells(value) : [LATER] };
  });
  const bytes = ready(slot).reduce((total, value) => total + bytesOf(value), 0);
  return section(title, `${counted(names.length, "entry", "entries")}, ${formatBytes(bytes)}`, table(rows));
}

/** Entries of `uns`; nothing when there are none. */
export function unsSection(uns: Slots<UnsValue>): string {
  const rows = Object.entries(uns).map(([name, value]) => ({ name, cells: [unsPreview(value)] }));
  return rows.length === 0 ? "" : section("uns", counted(rows.length, "entry", "entries"), table(rows));
}

function matrixLine(adata: AnnData): string {
  const X = adata.peekX();
  if (X === null) return line("X", "none");
  return line("X", X ? matrixCells(X).join(", ") : `${formatShape(adata.shape)}, ${LATER}`);
}

function rawLine({ raw }: AnnData): string {
  return raw === null ? "" : line("raw", matrixCells(raw.X).join(", "));
}

function namesPreview(names: readonly string[]): string {
  return columnPreview({ kind: "string", length: names.length, get: (i: number) => names[i]! } as never, undefined);
}

/** Entries of a slot that are in memory. */
export function ready<T>(slot: Slots<T>): T[] {
  return readyEntries(slot).map(([, value]) => value);
}
