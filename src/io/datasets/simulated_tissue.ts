import { checkInteger, checkNumber, checkOneOf, show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import { Rng } from "../../core/rng.ts";
import type { AnnData } from "../../data/anndata.ts";
import type { Annotated } from "../../data/annotated.ts";
import { MuData } from "../../data/mudata.ts";
import { representation } from "../../data/representation.ts";
import { spotSlots } from "./assemble.ts";
import { coordinatesOf } from "./coordinates.ts";
import { gridPattern, type Pattern } from "./pattern.ts";
import { plantRegions } from "./planted_regions.ts";
import {
  defaultFeatures,
  MODALITIES,
  type SimulatedModality,
  simulatorParameters,
  type SimulatorPreset,
} from "./presets.ts";
import type { Spots } from "./section.ts";
import { type Plan, simulateModality, spotsOf } from "./tissue.ts";

/** Options of {@linkcode simulatedTissue} that both of its forms share. */
export interface SimulationOptions {
  /**
   * The setting. `default` and `easy` are solved by smoothing alone; `hard` has niches of 2 × 2 spots and weak signal;
   * `nuisance` gives all modalities the same non-spatial factors; `rare` has 8 domains, three of them small; `unpaired`
   * measures a different third of the spots by each modality over shared genes. Default `"default"`.
   */
  readonly preset?: SimulatorPreset;
  /** Seed of everything that is drawn; default 12. */
  readonly seed?: number;
  /** Seed of the gene programmes alone, so that two tissues can share them; default `seed`. */
  readonly loadingSeed?: number;
  /** What X holds: `"log1p"`, ln(1 + Y) as in the published files, or `"counts"`, Y; default `"log1p"`. */
  readonly input?: "log1p" | "counts";
  /** Standard deviation of Gaussian noise added to ln(1 + Y), which is then cut at 0; needs `input: "log1p"`; default 0. */
  readonly gaussNoiseSd?: number;
  /** A control: no modality sees the domains, non-spatial factors and counts remain; default false. */
  readonly pureNoise?: boolean;
}

/** Options of a whole simulated tissue. */
export interface SimulatedTissueOptions extends SimulationOptions {
  /** Number of sections; they share gene programmes, not noise, and `obs["section"]` names them; default 1. */
  readonly sections?: number;
  /** Number of features of a modality; default 1000 genes, 100 proteins, 1000 peaks. */
  readonly nFeatures?: Readonly<Partial<Record<SimulatedModality, number>>>;
  /** Domains 1, 2, … that a modality does not see, to make modalities complement each other; default none. */
  readonly dropFactors?: Readonly<Partial<Record<SimulatedModality, readonly number[]>>>;
  /** Not given in this form. */
  readonly like?: undefined;
}

/** Options of a modality simulated on the coordinates and names of a given object. */
export interface SimulatedLikeOptions extends SimulationOptions {
  /** The object whose obs names and `obsm["spatial"]` are used. */
  readonly like: Annotated;
  /** Which modality to simulate. */
  readonly modality: SimulatedModality;
  /** Number of features; default 1000, of proteins 100. */
  readonly nFeatures?: number;
  /** Domains 1, 2, … that the modality does not see; default none. */
  readonly dropFactors?: readonly number[];
  /** Number of domains to plant, the last one a background; default 5. */
  readonly nDomains?: number;
  /** Voronoi regions of which a domain is made; default 3. */
  readonly regionsPerDomain?: number;
  /** Key of the coordinates in `obsm`; default `"spatial"`. */
  readonly spatialKey?: string;
}

/**
 * A tissue with known domains, measured by RNA, proteins (`adt`) and chromatin (`atac`): the "ggblocks" of Townes and
 * Engelhardt (Nat. Methods 2023) as used by SpatialGlue, PRAGA, CRCT and SMART.
 *
 * 36 × 36 spots carry four spatial factors F (plus, ring, stair, T; the rest is background) and three non-spatial ones
 * U. Every feature loads on one of each: Λ = b + F Wᵀ + U Vᵀ, Y ~ NB(mean Λ, variance Λ + Λ²/r), then a share π of the
 * entries of RNA and ATAC is set to zero. By default b = 0.2, r = 10, W = 11, V = 9, P(U = 1) = 0.2, π = 0.5.
 *
 * Every modality holds `X` (`nSpots × nFeatures`, float32), `layers["counts"]` (Y), `obs["domain"]` (truth: "1" … by
 * factor, the last label for the background), `obsm["spatial"]`, `obsm["spfac"]` (F), `obsm["nsfac"]` (U),
 * `varm["spload"]` (W), `varm["nsload"]` (V) and `var["feature_types"]`. **Rows stand in another order in each
 * modality**; a row's name is its place 36 · row + column on the grid, led by the section's name where there are several.
 * Truth and coordinates also stand in the whole's `obs` and `obsm`, there in the order of the grid.
 *
 * With `like`, one modality is simulated on the names and coordinates of a given object, in its order, with domains
 * planted as smooth regions; calls with the same `seed` plant the same domains whatever the modality.
 *
 * @param options Preset, sections, seeds, or the object to simulate on.
 * @returns MuData with modalities `rna`, `adt`, `atac`; AnnData when `like` is given.
 * @throws {WeftError} `InvalidArgument` for an option out of range; with `like`, `NotFound` without coordinates,
 * `BadValues` when they are not finite, `TooSmall` with fewer distinct places than regions.
 *
 * @example Three modalities, each in its own row order
 * ```ts
 * import { datasets } from "weft/io";
 * import assert from "node:assert/strict";
 *
 * const tissue = datasets.simulatedTissue({ preset: "hard", seed: 31 });
 * assert.deepEqual(Object.keys(tissue.mod), ["rna", "adt", "atac"]);
 * assert.equal(tissue.nObs, 1296);
 * assert.notDeepEqual(tissue.mod.rna!.obsNames, tissue.mod.adt!.obsNames);
 * ```
 *
 * @example An RNA half for measured proteins
 * ```ts
 * import { datasets } from "weft/io";
 * import assert from "node:assert/strict";
 *
 * const { adt } = datasets.simulatedTissue().mod;
 * const rna = datasets.simulatedTissue({ like: adt!, modality: "rna", nFeatures: 50, nDomains: 4 });
 * assert.deepEqual(rna.obsNames, adt!.obsNames);
 * assert.equal(rna.nVars, 50);
 * ```
 */
export function simulatedTissue(options: SimulatedLikeOptions): AnnData;
/**
 * A whole simulated tissue.
 *
 * @param options Preset, sections, seeds.
 * @returns MuData with modalities `rna`, `adt`, `atac`.
 */
export function simulatedTissue(options?: SimulatedTissueOptions): MuData;
export function simulatedTissue(options: SimulatedTissueOptions | SimulatedLikeOptions = {}): AnnData | MuData {
  const plan = planOf(options);
  return options.like === undefined ? wholeTissue(options, plan) : modalityLike(options, plan);
}

function wholeTissue(options: SimulatedTissueOptions, plan: Plan): MuData {
  const { sections = 1, nFeatures = {}, dropFactors = {} } = options;
  checkInteger(sections, "sections", 1);
  for (const name of [...Object.keys(nFeatures), ...Object.keys(dropFactors)]) checkOneOf(name, "modality", MODALITIES);
  const pattern = gridPattern(simulatorParameters(plan.preset).layout);
  const spots = Array.from({ length: sections }, (_, i): Spots => {
    const section = `section${i + 1}`;
    const names = Array.from({ length: pattern.nSpots }, (_, n) => sections === 1 ? `${n}` : `${section}_${n}`);
    return { names, section, pattern };
  });
  const mod = Object.fromEntries(MODALITIES.map((modality) => [
    modality,
    simulateModality(spotsOf(spots, plan, modality), plan, {
      modality,
      ...checkedFeatures(nFeatures[modality], dropFactors[modality], modality, plan, pattern),
      shuffle: true,
    }),
  ]));
  const whole = spotSlots(spots);
  return new MuData({ mod, obs: whole.obs, obsm: { spatial: whole.spatial } });
}

function modalityLike(options: SimulatedLikeOptions, plan: Plan): AnnData {
  const { like, modality, nDomains = 5, regionsPerDomain = 3, spatialKey = "spatial" } = options;
  checkOneOf(modality, "modality", MODALITIES);
  checkOneOf(plan.preset, "preset with like", ["default", "easy", "hard", "nuisance"]);
  checkInteger(nDomains, "nDomains", 2);
  checkInteger(regionsPerDomain, "regionsPerDomain", 1);
  coordinatesOf(like, spatialKey);
  const coordinates = Float64Array.from(representation(like, spatialKey).data, Number);
  const bad = coordinates.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new WeftError("BadValues", {
      expected: "finite coordinates",
      found: `${coordinates[bad]} at '${like.obsNames[Math.floor(bad * like.nObs / coordinates.length)]}'`,
      where: `obsm[${show(spatialKey)}]`,
      next: "Drop the spots without coordinates first.",
    });
  }
  const rng = new Rng(plan.seed).split("domains");
  const pattern = plantRegions(coordinates, like.nObs, { nDomains, regionsPerDomain }, rng);
  const checked = checkedFeatures(options.nFeatures, options.dropFactors, modality, plan, pattern);
  return simulateModality([{ names: like.obsNames, section: "", pattern }], plan, {
    modality,
    ...checked,
    shuffle: false,
  });
}

function planOf(options: SimulationOptions): Plan {
  const { preset = "default", seed = 12, input = "log1p", gaussNoiseSd = 0, pureNoise = false } = options;
  simulatorParameters(preset);
  checkOneOf(input, "input", ["log1p", "counts"]);
  checkNumber(gaussNoiseSd, "gaussNoiseSd", 0);
  if (gaussNoiseSd > 0 && input === "counts") {
    throw new WeftError("InvalidArgument", {
      expected: "gaussNoiseSd to be 0 with input 'counts', as the noise is added to ln(1 + Y)",
      found: show(gaussNoiseSd),
      next: "Use input 'log1p'.",
    });
  }
  return { preset, seed, loadingSeed: options.loadingSeed ?? seed, input, gaussNoiseSd, pureNoise };
}

function checkedFeatures(
  features: number | undefined,
  dropFactors: readonly number[] = [],
  modality: SimulatedModality,
  { preset }: Plan,
  { nFactors }: Pattern,
): { nFeatures: number; dropped: number[] } {
  const nFeatures = features ?? defaultFeatures(modality, preset === "unpaired");
  checkInteger(nFeatures, `nFeatures of ${modality}`, 1, preset === "unpaired" ? defaultFeatures("rna") : Infinity);
  for (const factor of dropFactors) checkInteger(factor, `dropFactors of ${modality}`, 1, nFactors);
  return { nFeatures, dropped: dropFactors.map((factor) => factor - 1) };
}
