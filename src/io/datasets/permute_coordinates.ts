import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import { Rng } from "../../core/rng.ts";
import type { AnnData, AxisArray } from "../../data/mod.ts";
import type { Annotated } from "../../data/annotated.ts";
import type { MuData } from "../../data/mudata.ts";
import { type SectionRows, sectionsOf } from "../../data/sections_of.ts";
import { coordinatesOf } from "./coordinates.ts";

/** Options of {@linkcode permuteCoordinates}. */
export interface PermuteCoordinatesOptions {
  /** Seed of the permutation; default 0. */
  readonly seed?: number;
  /** Key of the coordinates in `obsm`; default `"spatial"`. */
  readonly spatialKey?: string;
  /** Column of `obs` that names sections: spots change places within theirs; default none. */
  readonly libraryKey?: string;
}

/**
 * A control: hands the coordinates of the spots out at random, so that no method can gain from space any more.
 *
 * In a MuData every spot gets the same new place in the whole and in all modalities.
 *
 * @param data AnnData or MuData with `obsm[spatialKey]`; not changed.
 * @param options Seed and keys.
 * @returns The object with permuted coordinates; graphs made before stay as they are.
 * @throws {WeftError} `NotFound` without coordinates; `Misaligned` when a modality places a spot that the whole, or the
 * first modality with coordinates, does not; `BadValues` when a spot has no section.
 *
 * @example
 * ```ts
 * import { datasets } from "weft/io";
 * import assert from "node:assert/strict";
 *
 * const { rna } = datasets.simulatedTissue().mod;
 * const control = datasets.permuteCoordinates(rna!, { seed: 1 });
 * assert.notDeepEqual(control.obsm["spatial"], rna!.obsm["spatial"]);
 * assert.deepEqual(control.obsNames, rna!.obsNames);
 * ```
 */
export function permuteCoordinates<T extends Annotated>(data: T, options: PermuteCoordinatesOptions = {}): T {
  const { seed = 0, spatialKey = "spatial" } = options;
  const rng = new Rng(seed);
  const sections = sectionsOf(data, options.libraryKey);
  return (data.kind === "anndata"
    ? ofOne(data, spatialKey, sections, rng)
    : ofWhole(data, spatialKey, sections, rng)) as T;
}

function ofOne(adata: AnnData, key: string, sections: readonly SectionRows[], rng: Rng): AnnData {
  const order = exchanged(adata.nObs, sections.map(({ rows }) => rows), rng);
  return adata.with({ obsm: { [key]: coordinatesOf(adata, key).takeRows(order) } });
}

function ofWhole(tissue: MuData, key: string, sections: readonly SectionRows[], rng: Rng): MuData {
  const holders = [tissue, ...Object.values(tissue.mod)].filter(({ obsm }) => key in obsm);
  const source = coordinatesOf(holders[0] ?? tissue, key);
  const { obsNames } = holders[0]!;
  const rowOf = new Map(obsNames.map((name, i) => [name, i]));
  const groups = obsNames === tissue.obsNames
    ? sections.map(({ rows }) => rows)
    : sections.map(({ rows }) =>
      Array.from(rows, (row) => rowOf.get(tissue.obsNames[row]!) ?? -1).filter((row) => row >= 0).sort((a, b) => a - b)
    );
  const order = exchanged(obsNames.length, groups, rng);
  const placeOf = new Map(obsNames.map((name, i) => [name, order[i]!]));
  const moved = (names: readonly string[], where: string): AxisArray =>
    source.takeRows(Int32Array.from(names, (name) => {
      const place = placeOf.get(name);
      if (place !== undefined) return place;
      throw new WeftError("Misaligned", {
        expected: `every spot of ${where} to have coordinates where the others have theirs`,
        found: `none for ${show(name)}`,
        next: `Set obsm[${show(key)}] of the whole first.`,
      });
    }));
  const mod = Object.entries(tissue.mod).filter(([, { obsm }]) => key in obsm).map(([name, adata]) =>
    [name, adata.with({ obsm: { [key]: moved(adata.obsNames, `modality ${show(name)}`) } })] as const
  );
  return tissue.with({
    mod: Object.fromEntries(mod),
    ...(key in tissue.obsm ? { obsm: { [key]: moved(tissue.obsNames, "the whole") } } : {}),
  });
}

/** For each row, the row of its group whose place it gets. */
function exchanged(nRows: number, groups: readonly ArrayLike<number>[], rng: Rng): Int32Array {
  const order = new Int32Array(nRows);
  for (const rows of groups) rng.permutation(rows.length).forEach((p, i) => order[rows[i]!] = rows[p]!);
  return order;
}
