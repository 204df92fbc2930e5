import { eigh, gemm } from "../linalg/mod.ts";
import { type GmmModel, isShared } from "./gmm_model.ts";
import { type Moments, pooledScatter, scatter } from "./gmm_moments.ts";

/**
 * Maximum likelihood covariances of a model given responsibilities (Celeux and Govaert 1995): one p × p matrix where
 * the clusters share it, else one a cluster. A cluster without rows gets the pooled covariance. One cluster at a time,
 * for whoever must hand the thread back.
 */
export function* covarianceSteps(
  model: GmmModel,
  data: Float64Array,
  p: number,
  z: Float64Array,
  cross: Float64Array,
  found: Moments,
): Generator<undefined, Float64Array[]> {
  const g = found.sizes.length;
  const n = z.length / g;
  const pooled = pooledScatter(cross, found, p);
  if (isShared(model)) return [shaped(model, pooled, p, n)];
  const scatters: (Float64Array | null)[] = [];
  for (let k = 0; k < g; k++) {
    yield;
    scatters.push(found.sizes[k]! > 0 ? scatter(data, p, z, g, k, found.means) : null);
  }
  if (model === "EEV") return equalShape(scatters, p, n, shaped("EEE", pooled, p, n));
  return scatters.map((w, k) => w ? shaped(model, w, p, found.sizes[k]!) : shaped(model, pooled, p, n));
}

/** A scatter matrix of `n` rows as a covariance: spherical, diagonal or full. */
function shaped(model: GmmModel, w: Float64Array, p: number, n: number): Float64Array {
  const spherical = model === "EII" || model === "VII";
  const diagonal = model === "EEI" || model === "VVI";
  if (!spherical && !diagonal) return w.map((value) => value / n);
  const out = new Float64Array(p * p);
  let trace = 0;
  for (let j = 0; j < p; j++) trace += w[j * (p + 1)]!;
  for (let j = 0; j < p; j++) out[j * (p + 1)] = spherical ? trace / (n * p) : w[j * (p + 1)]! / n;
  return out;
}

/** EEV: every scatter matrix keeps its own axes, and the sorted eigenvalues are pooled. */
function equalShape(
  scatters: readonly (Float64Array | null)[],
  p: number,
  n: number,
  pooled: Float64Array,
): Float64Array[] {
  const parts = scatters.map((w) => w && eigh(w, p));
  const lengths = new Float64Array(p);
  for (const part of parts) {
    for (let j = 0; j < p; j++) lengths[j]! += (part?.values[j] ?? 0) / n;
  }
  return parts.map((part) => {
    if (!part) return pooled;
    const scaled = part.vectors.map((value, at) => value * lengths[at % p]!);
    return gemm(scaled, part.vectors, { m: p, n: p, k: p, transposeB: true });
  });
}
