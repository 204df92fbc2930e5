import { Rng } from "../../core/rng.ts";
import type { AnnData } from "../../data/anndata.ts";
import type { UnsDict } from "../../data/uns.ts";
import { assemble } from "./assemble.ts";
import { drawFactors, type Loadings, weigh } from "./loadings.ts";
import { type Pattern } from "./pattern.ts";
import {
  defaultFeatures,
  MODALITIES,
  type SimulatedModality,
  simulatorParameters,
  type SimulatorPreset,
} from "./presets.ts";
import { simulateSection, type Spots, takeSpots } from "./section.ts";

/** A simulation with every option filled in. */
export interface Plan {
  /** Preset. */
  readonly preset: SimulatorPreset;
  /** Seed of factors, counts, and order of the rows. */
  readonly seed: number;
  /** Seed of the loadings. */
  readonly loadingSeed: number;
  /** What X holds. */
  readonly input: "log1p" | "counts";
  /** Noise on ln(1 + Y). */
  readonly gaussNoiseSd: number;
  /** Whether no modality sees any spatial factor. */
  readonly pureNoise: boolean;
}

/** What one modality is made with. */
export interface ModalityPlan {
  /** Which one. */
  readonly modality: SimulatedModality;
  /** J. */
  readonly nFeatures: number;
  /** Spatial factors it does not see, from 0. */
  readonly dropped: readonly number[];
  /** Whether its rows are put in an order of their own. */
  readonly shuffle: boolean;
}

const KINDS = {
  rna: { name: "gene", featureType: "Gene Expression" },
  adt: { name: "protein", featureType: "Antibody Capture" },
  atac: { name: "peak", featureType: "Peaks" },
} as const;

/** One modality measured in the given sections. */
export function simulateModality(
  sections: readonly Spots[],
  plan: Plan,
  { modality, ...options }: ModalityPlan,
): AnnData {
  const parameters = simulatorParameters(plan.preset);
  const root = new Rng(plan.seed);
  const noise = root.split(modality);
  const nuisance = parameters.sharedNuisance ? root.split("nuisance") : noise.split("nuisance");
  const { loadings, varNames, featureType } = programmes(sections[0]!.pattern, plan, { modality, ...options });
  const drawn = sections.map((spots, i) =>
    simulateSection(spots, modality, loadings, parameters, { nuisance: nuisance.split(i), noise: noise.split(i) })
  );
  const facts: UnsDict = { preset: plan.preset, seed: plan.seed, "loading_seed": plan.loadingSeed, input: plan.input };
  const nObs = sections.reduce((sum, { names }) => sum + names.length, 0);
  const order = options.shuffle ? noise.split("rows").permutation(nObs) : undefined;
  return assemble(drawn, loadings, { ...plan, modality, varNames, featureType, order, facts }, noise.split("gauss"));
}

/** The spots of every modality: all of them, or a third each when the modalities are unpaired. */
export function spotsOf(sections: readonly Spots[], { preset, seed }: Plan, modality: SimulatedModality): Spots[] {
  if (!simulatorParameters(preset).unpaired) return [...sections];
  const third = MODALITIES.indexOf(modality);
  return sections.map((spots, i) => {
    const order = new Rng(seed).split("unpaired").split(i).permutation(spots.names.length);
    return takeSpots(spots, order.filter((_, at) => at % MODALITIES.length === third).sort());
  });
}

/** Gene programmes and names of the features: those of a modality, or shared ones when the modalities are unpaired. */
function programmes(
  { nFactors }: Pattern,
  { preset, loadingSeed, pureNoise }: Plan,
  { modality, nFeatures, dropped }: Omit<ModalityPlan, "shuffle">,
): { loadings: Loadings; varNames: string[]; featureType: string } {
  const parameters = simulatorParameters(preset);
  const root = new Rng(loadingSeed).split("loadings");
  const own = root.split(modality);
  const weights = { ...parameters, dropped: pureNoise ? Array.from({ length: nFactors }, (_, i) => i) : dropped };
  const draw = (n: number, rng: Rng) => drawFactors(n, nFactors, parameters.factorShares, rng.split("spatial"));
  const { name, featureType } = KINDS[modality];
  if (!parameters.unpaired) {
    const varNames = Array.from({ length: nFeatures }, (_, j) => `${name}${j}`);
    return { loadings: weigh(draw(nFeatures, own), weights, own), varNames, featureType };
  }
  const nGenes = defaultFeatures("rna");
  const genes = draw(nGenes, root);
  const measured = modality === "adt"
    ? own.split("measured").sample(nGenes, nFeatures)
    : Int32Array.from({ length: nFeatures }, (_, j) => j);
  return {
    loadings: weigh(measured.map((j) => genes[j]!), weights, own),
    varNames: Array.from(measured, (j) => `${KINDS.rna.name}${j}`),
    featureType: modality === "adt" ? featureType : KINDS.rna.featureType,
  };
}
