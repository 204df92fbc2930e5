import { show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { AnnData } from "../data/anndata.ts";
import type { Annotated } from "../data/annotated.ts";
import { representation } from "../data/representation.ts";
import type { InputOptions, ModalityLayout } from "./method.ts";

/** One modality's features for every observation of the whole. */
export interface ModalityFeatures extends ModalityLayout {
  /** `nObs × nFeatures`, row after row; observations the modality lacks are rows of zeros. */
  readonly data: Float32Array;
}

/** The modalities of an object by name; an AnnData is one modality named "X". */
export function modalitiesOf(data: Annotated): readonly (readonly [string, AnnData])[] {
  return data.kind === "anndata" ? [["X", data]] : Object.entries(data.mod);
}

/** The key a modality's features stand under. */
export function repOf(name: string, { useRep = "X_pca" }: InputOptions): string {
  return typeof useRep === "string" ? useRep : useRep[name] ?? "X_pca";
}

/**
 * Reads the modalities' features, with zeros where one lacks an observation of the whole.
 *
 * @param names Which modalities; default all.
 */
export function readFeatures(data: Annotated, options: InputOptions, names?: readonly string[]): ModalityFeatures[] {
  const wanted = modalitiesOf(data).filter(([name]) => names?.includes(name) ?? true);
  return wanted.map(([name, adata]) => {
    const { nCols, data: values } = representation(adata, repOf(name, options));
    if (nCols === 0) {
      throw new WeftError("TooSmall", {
        expected: "at least one feature",
        found: "none",
        where: `modality ${show(name)}`,
      });
    }
    const map = data.kind === "anndata" ? undefined : data.obsmap[name]!;
    const features = new Float32Array(data.nObs * nCols);
    for (let i = 0; i < data.nObs; i++) {
      const row = map === undefined ? i : map[i]! - 1;
      for (let j = 0; row >= 0 && j < nCols; j++) features[i * nCols + j] = Number(values[row * nCols + j]);
    }
    checkFinite(features, nCols, name);
    return { name, nFeatures: nCols, data: features };
  });
}

function checkFinite(features: Float32Array, nCols: number, name: string): void {
  const bad = features.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  throw new WeftError("BadValues", {
    expected: "finite features",
    found: `${features[bad]} in row ${Math.floor(bad / nCols)}, column ${bad % nCols}`,
    where: `modality ${show(name)}`,
  });
}
