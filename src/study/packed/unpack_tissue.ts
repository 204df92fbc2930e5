import type { Annotated } from "../../data/annotated.ts";
import { AnnData } from "../../data/anndata.ts";
import { CategoricalColumn } from "../../data/columns/categorical_column.ts";
import { StringColumn } from "../../data/columns/string_column.ts";
import { Frame } from "../../data/frame.ts";
import type { Matrix } from "../../data/matrix.ts";
import { MuData } from "../../data/mudata.ts";
import { type PackedFeatures, unpackFeatures } from "./packed_features.ts";
import { type PackedMatrix, unpackMatrix } from "./packed_matrix.ts";
import type { PackedTable, PackedTissue } from "./packed_tissue.ts";

/** An object with the slots that were packed; its spots are named by their rows. */
export function unpackTissue({ kind, nObs, X, features, obs, obsm, obsp, modalities }: PackedTissue): Annotated {
  const frame = new Frame(Array.from({ length: nObs }, (_, i) => `${i}`), unpackColumns(obs));
  const whole = { obs: frame, obsm: unpackTable(obsm), obsp: unpackTable(obsp) };
  if (kind === "anndata") return new AnnData({ ...whole, ...unpackMain(X, features) });
  const mod = Object.entries(modalities).map(([name, { rows, X: main, features: known, obs: columns, obsm: own }]) => {
    const names = new Frame(Array.from(rows, (row) => `${row}`), unpackColumns(columns));
    return [name, new AnnData({ obs: names, obsm: unpackTable(own), ...unpackMain(main, known) })] as const;
  });
  return new MuData({ mod: Object.fromEntries(mod), ...whole });
}

function unpackMain(X: PackedMatrix | undefined, features: PackedFeatures | undefined) {
  return { ...(X && { X: unpackMatrix(X) }), ...(features && unpackFeatures(features)) };
}

function unpackColumns(obs: PackedTissue["obs"]): Record<string, CategoricalColumn> {
  return Object.fromEntries(
    Object.entries(obs).map(([name, { codes, categories }]) => [
      name,
      new CategoricalColumn(new StringColumn(categories), codes),
    ]),
  );
}

function unpackTable(table: PackedTable): Record<string, Matrix> {
  return Object.fromEntries(Object.entries(table).map(([key, matrix]) => [key, unpackMatrix(matrix)]));
}
