import type { ModalityKind } from "../../core/recipe.ts";
import type { Column } from "../../data/columns/column.ts";
import type { MuData } from "../../data/mudata.ts";
import { permuteCoordinates, permuteRows, simulatedTissue } from "../../io/datasets/mod.ts";
import type { SimulatedSpec, TissueSpec } from "./job.ts";
import { osmfishTissue } from "./osmfish.ts";

/** A tissue with its counts and its truth. */
export interface RawTissue {
  /** Modalities with counts, the whole with coordinates. */
  readonly tissue: MuData;
  /** What each modality measures. */
  readonly kinds: Readonly<Record<string, ModalityKind>>;
  /** The true domains. */
  readonly truth: Column;
}

const KINDS: Readonly<Record<string, ModalityKind>> = { rna: "rna", adt: "protein", atac: "peaks" };

/** Makes or reads the tissue of a run. */
export async function rawTissue(spec: TissueSpec): Promise<RawTissue> {
  if (spec.kind === "osmfish") return await osmfishTissue(spec);
  const tissue = simulated(spec);
  return { tissue, kinds: KINDS, truth: tissue.obs.column("domain") };
}

function simulated({ preset, seed, control }: SimulatedSpec): MuData {
  const tissue = simulatedTissue({ preset, seed, pureNoise: control === "pure noise" });
  if (control === "permuted coordinates") return permuteCoordinates(tissue, { seed });
  return control === "permuted rows" ? permuteRows(tissue, { modality: "adt", seed }) : tissue;
}
