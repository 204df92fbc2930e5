import { macrotask, throwIfAborted } from "../../core/abort.ts";
import { warn } from "../../core/warn.ts";
import { Dense } from "../../data/dense.ts";
import { mutualNeighborsAcross, type RowPairs } from "../../graph/mutual_neighbors_across.ts";
import { exactFarSampler, type FarSampler, sampledFarSampler } from "../../graph/triplets/negatives.ts";
import type { PrepareOptions } from "../method.ts";
import type { ModalityFeatures } from "../read_features.ts";
import { weightOf } from "../smart/config.ts";
import { tripletRows } from "../smart/triplet_rows.ts";
import type { SmartMsConfig } from "./config.ts";
import { measuredRows, type Section } from "./inputs.ts";

/** Sections with fewer spots have the farthest ones found exactly. */
const EXACT_BELOW = 5000;

/** Spots of one section with their features. */
interface Spots extends Section {
  readonly x: Dense;
}

/**
 * A modality's triplets across sections as rows (anchor, positive, negative), `nTriplets × 3`: anchor and positive are among
 * each other's nearest of the other section, the negative is far from the anchor in its own section. None where their
 * weight is 0. Spots that the modality lacks, rows of zeros, have no part in it.
 */
export async function sectionTriplets(
  features: ModalityFeatures,
  sections: readonly Section[],
  config: SmartMsConfig,
  options: PrepareOptions,
): Promise<Int32Array> {
  if (weightOf(config.tripletWeight, features.name) === 0) return new Int32Array(0);
  const { rng, signal, onProgress } = options;
  const spots = sections.map((section) => {
    const rows = measuredRows(features, section);
    return { name: section.name, rows, x: rowsOf(features, rows) };
  });
  const triplets: number[] = [];
  const pairs = pairsOf(spots, config);
  for (const [p, [a, b]] of pairs.entries()) {
    await macrotask();
    throwIfAborted(signal, "training");
    onProgress?.({ stage: `pairing sections by ${features.name}`, done: p, total: pairs.length });
    const { first, second } = enoughPairs(a, b, features.name, config);
    add(triplets, a, b, { first, second }, config, options);
    if (config.symmetricAnchors) add(triplets, b, a, { first: second, second: first }, config, options);
  }
  if (!config.addWithinSection) return Int32Array.from(triplets);
  for (const { name, rows, x } of spots) {
    const own = { name: features.name, nFeatures: features.nFeatures, data: x.data as Float32Array };
    const within = await tripletRows(own, rows.length, config, { ...options, rng: rng.split(`within ${name}`) });
    for (const row of within) triplets.push(rows[row]!);
  }
  return Int32Array.from(triplets);
}

function pairsOf(spots: readonly Spots[], { consecutivePairs }: SmartMsConfig): [Spots, Spots][] {
  return spots.flatMap((a, s) =>
    spots.slice(s + 1, consecutivePairs ? s + 2 : undefined).map((b): [Spots, Spots] => [a, b])
  );
}

/** Mutual pairs of two sections, of more than `topK` nearest when these are too few. */
function enoughPairs(a: Spots, b: Spots, modality: string, { topK, maxTopK, minPairs }: SmartMsConfig): RowPairs {
  const most = Math.min(maxTopK, a.rows.length, b.rows.length);
  let k = Math.min(topK, most);
  let pairs = mutualNeighborsAcross(a.x, b.x, { topK: k });
  while (pairs.first.length < minPairs && k < most) {
    k = Math.min(2 * k, most);
    pairs = mutualNeighborsAcross(a.x, b.x, { topK: k });
  }
  if (k > topK || pairs.first.length < minPairs) {
    warn(
      `smart_ms: sections '${a.name}' and '${b.name}' have ${pairs.first.length} mutual pairs in ${modality} with topK ${k}` +
        `${k > topK ? `, raised from ${topK}` : ""}; ${minPairs} are wished for. Were they corrected with harmony()?`,
    );
  }
  return pairs;
}

function add(
  triplets: number[],
  a: Spots,
  b: Spots,
  { first, second }: RowPairs,
  { farFraction }: SmartMsConfig,
  { rng }: PrepareOptions,
): void {
  const width = a.x.nCols;
  const values = Float64Array.from(a.x.data as Float32Array);
  const draws = rng.split(`${a.name} to ${b.name}`);
  using far: FarSampler = a.rows.length < EXACT_BELOW
    ? exactFarSampler(values, width, farFraction)
    : sampledFarSampler(values, width, farFraction, draws.split("reference"));
  const order = Int32Array.from(first.keys()).sort((p, q) => first[p]! - first[q]!);
  for (const p of order) {
    const [negative] = far.draw(first[p]!, 1, draws);
    if (negative !== undefined) triplets.push(a.rows[first[p]!]!, b.rows[second[p]!]!, a.rows[negative]!);
  }
}

function rowsOf({ nFeatures, data }: ModalityFeatures, rows: Int32Array): Dense {
  const values = new Float32Array(rows.length * nFeatures);
  rows.forEach((row, i) => values.set(data.subarray(row * nFeatures, (row + 1) * nFeatures), i * nFeatures));
  return new Dense(values, { shape: [rows.length, nFeatures] });
}
