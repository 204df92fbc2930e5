import type { Rng } from "../../core/rng.ts";
import { AnnData } from "../../data/anndata.ts";
import { categorical } from "../../data/columns/categorical.ts";
import { CategoricalColumn } from "../../data/columns/categorical_column.ts";
import { StringColumn } from "../../data/columns/string_column.ts";
import { Csr } from "../../data/csr.ts";
import { Dense } from "../../data/dense.ts";
import type { TypedArray } from "../../data/dtype.ts";
import { Frame } from "../../data/frame.ts";
import { type Matrix, toDense } from "../../data/matrix.ts";
import type { UnsDict } from "../../data/uns.ts";
import { loadingMatrix, type Loadings } from "./loadings.ts";
import { N_NON_SPATIAL, type SimulatedModality } from "./presets.ts";
import type { SimulatedSection, Spots } from "./section.ts";

/** How a modality is written down. */
export interface Assembly {
  /** Which modality it is. */
  readonly modality: SimulatedModality;
  /** Names of its features. */
  readonly varNames: readonly string[];
  /** 10x's name for its kind of feature. */
  readonly featureType: string;
  /** Whether X is ln(1 + Y) or Y. */
  readonly input: "log1p" | "counts";
  /** Standard deviation of the noise added to ln(1 + Y); 0 for none. */
  readonly gaussNoiseSd: number;
  /** Order of the rows; that of the sections when left out. */
  readonly order?: Int32Array | undefined;
  /** Facts to write to `uns["weft"]["simulated_tissue"]`. */
  readonly facts: UnsDict;
}

/** One modality of all its sections as an AnnData. */
export function assemble(
  sections: readonly SimulatedSection[],
  loadings: Loadings,
  { modality, varNames, featureType, input, gaussNoiseSd, order, facts }: Assembly,
  rng: Rng,
): AnnData {
  const { nFactors } = sections[0]!.pattern;
  const sectioned = modality === "adt" ? countsOf(sections) : Csr.fromDense(countsOf(sections));
  const counts = order ? sectioned.takeRows(order) : sectioned;
  const spots = spotSlots(sections);
  const perRow = {
    spatial: spots.spatial,
    spfac: matrix(Float32Array.from(join(sections.map(({ pattern }) => pattern.factors))), nFactors),
    nsfac: matrix(Float32Array.from(join(sections.map(({ nonSpatial }) => nonSpatial))), N_NON_SPATIAL),
  };
  return new AnnData({
    X: input === "counts" ? counts : gaussNoiseSd > 0 ? withNoise(toDense(counts), gaussNoiseSd, rng) : logged(counts),
    obs: order ? spots.obs.takeRows(order) : spots.obs,
    var: new Frame(varNames, { feature_types: categorical(varNames.map(() => featureType)) }),
    layers: { counts },
    obsm: Object.fromEntries(
      Object.entries(perRow).map(([name, array]) => [name, order ? array.takeRows(order) : array]),
    ),
    varm: {
      spload: matrix(loadingMatrix(loadings.spatialFactor, loadings.spatialWeight, nFactors), nFactors),
      nsload: matrix(loadingMatrix(loadings.nonSpatialFactor, loadings.nonSpatialWeight, N_NON_SPATIAL), N_NON_SPATIAL),
    },
    uns: { weft: { simulated_tissue: facts } },
  });
}

/** What is known of the spots whatever the modality: names, truth, sections, coordinates. */
export function spotSlots(sections: readonly Spots[]): { obs: Frame; spatial: Dense } {
  const { nFactors, nSpots, coordinates } = sections[0]!.pattern;
  const labels = new StringColumn(Array.from({ length: nFactors + 1 }, (_, i) => `${i + 1}`));
  const domain = new CategoricalColumn(labels, join(sections.map(({ pattern }) => pattern.domains)));
  const section = categorical(sections.flatMap((part) => part.names.map(() => part.section)));
  return {
    obs: new Frame(sections.flatMap(({ names }) => names), sections.length > 1 ? { domain, section } : { domain }),
    spatial: matrix(join(sections.map(({ pattern }) => pattern.coordinates)), coordinates.length / nSpots),
  };
}

function countsOf(sections: readonly SimulatedSection[]): Dense {
  const counts = join(sections.map((section) => section.counts));
  return matrix(counts, counts.length / sections.reduce((sum, { names }) => sum + names.length, 0));
}

function matrix(data: TypedArray, nCols: number): Dense {
  return new Dense(data, { shape: [data.length / nCols, nCols] });
}

function logged(counts: Dense | Csr): Matrix {
  const data = Float32Array.from(counts.data as Float32Array, Math.log1p);
  return counts.kind === "dense" ? new Dense(data, { shape: counts.shape }) : counts.withData(data);
}

/** max(0, ln(1 + Y) + noise): dense, as half of the zeros become positive. */
function withNoise(counts: Dense, sd: number, rng: Rng): Dense {
  const data = Float32Array.from(
    counts.data as Float32Array,
    (count) => Math.max(0, Math.log1p(count) + sd * rng.normal()),
  );
  return new Dense(data, { shape: counts.shape });
}

function join<T extends Float64Array | Float32Array | Int32Array | Uint8Array>(parts: readonly T[]): T {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const whole = new (parts[0]!.constructor as new (length: number) => T)(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
