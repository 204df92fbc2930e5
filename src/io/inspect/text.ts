import type { Inspection } from "../inspect.ts";
import type { InspectedEntry } from "./entries.ts";

const KINDS = { anndata: "AnnData", mudata: "MuData", other: "neither AnnData nor MuData" } as const;

/** What a file holds as a page of text. */
export function inspectionText(found: Inspection): string {
  const { location, format, kind, nObs, nVars, fileBytes, modalities, entries } = found;
  const size = fileBytes === null ? "" : `, ${readableBytes(fileBytes)}`;
  const head = `${location}: ${KINDS[kind]}, n_obs × n_vars = ${nObs ?? "?"} × ${nVars ?? "?"} (${format}${size})`;
  const parts = Object.entries(modalities).map(([name, shape]) =>
    `  ${name}: ${shape.nObs ?? "?"} × ${shape.nVars ?? "?"}`
  );
  const width = Math.min(48, Math.max(0, ...entries.map(({ key }) => key.length)));
  return [head, ...parts, "", ...entries.map((entry) => `${entry.key.padEnd(width)}  ${entryText(entry)}`)].join("\n");
}

function entryText({ encoding, dtype, shape, nnz, nCategories, bytes, filters }: InspectedEntry): string {
  const size = shape.length === 0 ? "scalar" : shape.join(" × ");
  const cells = shape.reduce((product, length) => product * length, 1);
  const density = cells > 0 && nnz !== undefined ? ` (${(100 * nnz / cells).toPrecision(3)} %)` : "";
  return [
    encoding.split(" ")[0] || "without encoding",
    dtype,
    size,
    nnz === undefined ? null : `${nnz} stored${density}`,
    nCategories === undefined ? null : `${nCategories} categories`,
    bytes === null || bytes < 1024 ? null : readableBytes(bytes),
    filters.length === 0 ? null : filters.join(" + "),
  ].filter((word) => word !== null).join(", ");
}

function readableBytes(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1000)));
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${units[power]}`;
}
