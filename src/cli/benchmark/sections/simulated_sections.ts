import { Rng } from "../../../core/rng.ts";
import type { AnnData } from "../../../data/anndata.ts";
import { Csr } from "../../../data/csr.ts";
import { Dense } from "../../../data/dense.ts";
import { toCsr } from "../../../data/matrix.ts";
import { MuData } from "../../../data/mudata.ts";
import { obsColumn } from "../../../data/obs_column.ts";
import { simulatedTissue } from "../../../io/datasets/mod.ts";
import type { SectionsSpec } from "../job.ts";

const N_SECTIONS = 3;
const N_FEATURES = { rna: 300, adt: 60 };
/** Which section was measured on another day, and which lies mirrored. */
const [OTHER_DAY, MIRRORED] = ["section2", "section3"];

/**
 * Three sections that share their gene programmes and not their noise, by RNA and proteins. Every feature of the second
 * is multiplied by a log-normal factor of its own; the third is mirrored, which nothing should notice.
 */
export function simulatedSections({ seed, factorSd }: SectionsSpec): MuData {
  const made = simulatedTissue({ seed, sections: N_SECTIONS, input: "counts", nFeatures: N_FEATURES });
  const factors = new Rng(seed).split("factors");
  const modality = (name: string) => onAnotherDay(made.modality(name), factorSd, factors.split(name));
  const mod = { rna: modality("rna"), adt: modality("adt") };
  return new MuData({ mod, obs: made.obs, obsm: { spatial: mirrored(made) } });
}

function onAnotherDay(adata: AnnData, sd: number, rng: Rng): AnnData {
  const factors = Float64Array.from(adata.varNames, () => Math.exp(sd * rng.normal()));
  const sections = obsColumn(adata, "section").toArray();
  const { shape, indptr, indices, data } = toCsr(adata.X!);
  const counts = Float32Array.from(data, Number);
  sections.forEach((section, i) => {
    if (section !== OTHER_DAY) return;
    for (let at = indptr[i]!; at < indptr[i + 1]!; at++) counts[at] = Math.round(counts[at]! * factors[indices[at]!]!);
  });
  return adata.with({
    X: new Csr({ shape, indptr, indices, data: counts }),
    layers: { counts: undefined },
    obsm: { spatial: undefined },
  });
}

function mirrored(made: MuData): Dense {
  const places = made.obsm.spatial as Dense;
  const sections = obsColumn(made, "section").toArray();
  const turned = Float64Array.from(
    Array.from(places.data, Number),
    (value, at) => at % places.nCols === 0 && sections[Math.floor(at / places.nCols)] === MIRRORED ? -value : value,
  );
  return new Dense(turned, { shape: places.shape });
}
