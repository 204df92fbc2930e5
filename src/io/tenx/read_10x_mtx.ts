import { examples, show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { Watched } from "../../core/progress.ts";
import type { AnnData } from "../../data/anndata.ts";
import { fileError } from "../file_error.ts";
import { readCells } from "../text/read_cells.ts";
import { checkNames, type Features, tenxAnnData, type TenxOptions } from "./features.ts";
import { readMatrixMarket } from "./matrix_market.ts";

/** Options of {@linkcode read10xMtx}. */
export interface Read10xMtxOptions extends TenxOptions, Watched {
  /** What stands before `matrix.mtx`, `barcodes.tsv` and `features.tsv` in the names of the files; default nothing. */
  readonly prefix?: string;
}

/**
 * Reads a folder with `matrix.mtx`, `barcodes.tsv` and `features.tsv` (version 3) or `genes.tsv` (version 2) of 10x's
 * Cell Ranger, each gzip or not.
 *
 * @param folder Path of the folder, such as `outs/filtered_feature_bc_matrix`.
 * @param options Names, kinds to keep, prefix, `signal`, `onProgress`.
 * @returns `X` (barcodes × features, CSR, float32), `var["gene_ids"]`, `var["feature_types"]`, and `var["interval"]`
 * (`chr1:100-200`) where the file has places.
 * @throws {WeftError} `NotFound` naming the files that lack; `Corrupt` with the number of a malformed line, or when
 * names and matrix do not fit; `Unsupported` for a matrix that is not in coordinate form; `Permission`, `Aborted`.
 *
 * @example
 * ```ts
 * import { read10xMtx } from "weft/io";
 * import assert from "node:assert/strict";
 *
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/matrix.mtx`, "%%MatrixMarket matrix coordinate integer general\n2 3 2\n1 1 4\n2 3 7\n");
 * await Deno.writeTextFile(`${folder}/barcodes.tsv`, "AAAC-1\nAAAG-1\nAAAT-1\n");
 * await Deno.writeTextFile(`${folder}/features.tsv`, "ENSG1\tCD3E\tGene Expression\nCD4\tCD4\tAntibody Capture\n");
 * const adata = await read10xMtx(folder);
 * assert.deepEqual(adata.shape, [3, 2]);
 * assert.deepEqual(adata.varNames, ["CD3E", "CD4"]);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function read10xMtx(folder: string, options: Read10xMtxOptions = {}): Promise<AnnData> {
  const { matrix, barcodes, features } = await findFiles(folder, options.prefix ?? "");
  const names = (await readCells(barcodes, options.signal)).map(([barcode]) => barcode!);
  const known = featuresOf(await readCells(features, options.signal), features);
  const checkShape = (nFeatures: number, nBarcodes: number) =>
    checkNames({ nFeatures, nBarcodes }, names, known, folder);
  return tenxAnnData(await readMatrixMarket(matrix, { ...options, checkShape }), names, known, options, folder);
}

interface Files {
  readonly matrix: string;
  readonly barcodes: string;
  readonly features: string;
}

async function findFiles(folder: string, prefix: string): Promise<Files> {
  const names = new Set<string>();
  try {
    for await (const entry of Deno.readDir(folder)) names.add(entry.name);
  } catch (error) {
    throw fileError(error, folder);
  }
  const find = (...candidates: string[]) =>
    candidates.flatMap((name) => [`${name}.gz`, name]).find((name) => names.has(name));
  const found = {
    matrix: find(`${prefix}matrix.mtx`),
    barcodes: find(`${prefix}barcodes.tsv`),
    features: find(`${prefix}features.tsv`, `${prefix}genes.tsv`),
  };
  const file = { matrix: "matrix.mtx", barcodes: "barcodes.tsv", features: "features.tsv (or genes.tsv)" };
  const missing = (["matrix", "barcodes", "features"] as const).filter((part) => !found[part]);
  if (missing.length > 0) {
    throw new WeftError("NotFound", {
      expected: `${missing.map((part) => prefix + file[part]).join(" and ")}, each .gz or not`,
      found: names.size === 0 ? "an empty folder" : examples([...names].sort(), 6),
      where: folder,
      next: "Where names begin with a sample's name, give it as prefix.",
    });
  }
  return Object.fromEntries(
    Object.entries(found).map(([part, name]) => [part, `${folder}/${name}`]),
  ) as unknown as Files;
}

/** Id, name, type, and for peaks where they lie. */
function featuresOf(rows: readonly string[][], path: string): Features {
  const typed = (rows[0]?.length ?? 0) > 2;
  const short = rows.findIndex((row) => row.length < (typed ? 3 : 2));
  if (short >= 0) {
    throw new WeftError("Corrupt", {
      expected: `an id${typed ? ", a name and a type" : " and a name"} in each line, separated by tabs`,
      found: show(rows[short]!.join("\t")),
      where: `line ${short + 1} of ${path}`,
      line: short + 1,
    });
  }
  const placed = rows.some((row) => row.length > 5);
  return {
    ids: rows.map((row) => row[0]!),
    names: rows.map((row) => row[1]!),
    ...(typed && { types: rows.map((row) => row[2]!) }),
    ...(placed &&
      { more: { interval: rows.map(([, , , chrom, start, end]) => chrom ? `${chrom}:${start}-${end}` : "") } }),
  };
}
