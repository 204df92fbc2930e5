import type { Rng } from "../../core/rng.ts";
import { AnnData } from "../../data/anndata.ts";
import { categorical } from "../../data/columns/categorical.ts";
import { CategoricalColumn } from "../../data/columns/categorical_column.ts";
import { StringColumn } from "../../data/columns/string_column.ts";
import { Csr } from "../../data/csr.ts";
import { Dense } from "../../data/dense.ts";
import type { TypedArray } from "../../data/dtype.ts";
import { Frame } from "../../data/frame.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { UnsDict } from "../../data/uns.ts";
import { loadingMatrix, type Loadings } from "./loadings.ts";
import { N_NON_SPATIAL, type SimulatedModality } from "./presets.ts";
import type { SimulatedSection } from "./section.ts";

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
  /** Facts to write to `uns["weft"]["simulated_tissue"]`. */
  readonly facts: UnsDict;
}

/** One modality of all its sections as an AnnData, rows in the order of the sections. */
export function assemble(
  sections: readonly SimulatedSection[],
  loadings: Loadings,
  { modality, varNames, featureType, input, gaussNoiseSd, facts }: Assembly,
  rng: Rng,
): AnnData {
  const names = sections.flatMap((section) => section.names);
  const nObs = names.length;
  const { nFeatures } = loadings;
  const { nFactors } = sections[0]!.pattern;
  const nAxes = nObs === 0 ? 2 : sections[0]!.pattern.coordinates.length / sections[0]!.pattern.nSpots;
  const dense = new Dense(join(sections.map(({ counts }) => counts)), { shape: [nObs, nFeatures] });
  const counts: Matrix = modality === "adt" ? dense : Csr.fromDense(dense);
  const X = input === "counts" ? counts : gaussNoiseSd > 0 ? withNoise(dense, gaussNoiseSd, rng) : logged(counts);
  const matrix = (data: TypedArray, nCols: number) => new Dense(data, { shape: [data.length / nCols, nCols] });
  return new AnnData({
    X,
    obs: new Frame(names, {
      domain: domainColumn(join(sections.map(({ pattern }) => pattern.domains)), nFactors),
      ...(sections.length > 1
        ? { section: categorical(sections.flatMap((part) => part.names.map(() => part.section))) }
        : {}),
    }),
    var: new Frame(varNames, { feature_types: categorical(varNames.map(() => featureType)) }),
    layers: { counts },
    obsm: {
      spatial: matrix(join(sections.map(({ pattern }) => pattern.coordinates)), nAxes),
      spfac: matrix(Float32Array.from(join(sections.map(({ pattern }) => pattern.factors))), nFactors),
      nsfac: matrix(Float32Array.from(join(sections.map(({ nonSpatial }) => nonSpatial))), N_NON_SPATIAL),
    },
    varm: {
      spload: matrix(loadingMatrix(loadings.spatialFactor, loadings.spatialWeight, nFactors), nFactors),
      nsload: matrix(loadingMatrix(loadings.nonSpatialFactor, loadings.nonSpatialWeight, N_NON_SPATIAL), N_NON_SPATIAL),
    },
    uns: { weft: { simulated_tissue: facts } },
  });
}

/** True domains as labels: "1" … for the factors, the last one for the background. */
function domainColumn(domains: Int32Array, nFactors: number): CategoricalColumn {
  return new CategoricalColumn(new StringColumn(Array.from({ length: nFactors + 1 }, (_, i) => `${i + 1}`)), domains);
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
