import { Rng } from "../../src/core/rng.ts";
import type { Csr } from "../../src/data/csr.ts";
import { Dense } from "../../src/data/dense.ts";
import { featureNeighbors } from "../../src/graph/feature_neighbors.ts";
import { Graph } from "../../src/graph/graph.ts";
import { normalizeAdjacency } from "../../src/graph/normalize_adjacency.ts";
import { symmetrize } from "../../src/graph/symmetrize.ts";
import type { Weights } from "../../src/nn/parameter_set.ts";
import { uniformInit } from "../../src/nn/uniform_init.ts";
import { hexGrid, nearestSpots, smoothFeatures } from "./hex_tissue.ts";

/** Columns of each modality's features. */
export const N_FEATURES = 50;
/** Columns of the embedding. */
export const N_LATENT = 64;
const N_FEATURE_NEIGHBORS = 20;
const N_SPATIAL_NEIGHBORS = 3;

/** An undirected graph: every entry of its matrix, and which undirected edge it belongs to. */
export interface EdgeGraph {
  /** The matrix itself. */
  readonly adjacency: Csr;
  /** `nObs + 1` starts into `indices` and `edges`. */
  readonly indptr: Int32Array;
  /** Column of each entry. */
  readonly indices: Int32Array;
  /** Undirected edge of each entry; the two directions share one, the diagonal has its own. */
  readonly edges: Int32Array;
  /** Value of each undirected edge. */
  readonly values: Float32Array;
}

/** What a step with a learned graph is trained on. */
export interface PragaProblem {
  /** Each modality's features, `nObs × N_FEATURES`. */
  readonly features: readonly Float32Array[];
  /** The normalised spatial graph. */
  readonly spatial: EdgeGraph;
  /** Each modality's normalised feature graph: where the learned one starts. */
  readonly learned: readonly EdgeGraph[];
  /** First weights by name; matrices are `nIn × nOut`. */
  readonly weights: ReadonlyMap<string, Weights>;
}

/**
 * Makes the problem of `n` spots; the same for every call.
 *
 * The step, with one value `p` per undirected edge of a feature graph `G` (`k = 20`, weights `1 − r`):
 * `A = D^-½ (relu(p) + I) D^-½`, `H = w₀ S Y + w₁ A Y + b 1 1ᵀ Y` with `Y = X W` and the spatial graph `S`,
 * `Z = fc2(fc1([H₁ H₂]))`, `X̂ = S (Z V)`; loss = `Σ 5 MSE(X, X̂) + ½ Σ ‖A − C‖_F` where `C` starts at `G` and becomes
 * `0.9 C + 0.1 A` before every step but the first; SGD with lr 0.001, momentum 0.9 and weight decay 5e-3, the gradient of
 * an edge that is not on the diagonal halved, as a dense symmetric parameter has it.
 */
export function pragaProblem(n: number): PragaProblem {
  const rng = new Rng(n).split("praga");
  const coordinates = hexGrid(n);
  const spatial = edgeGraph(symmetrize(new Graph(nearestSpots(coordinates, N_SPATIAL_NEIGHBORS))));
  const features = [0, 1].map((m) => smoothFeatures(coordinates, N_FEATURES, rng.split(m)));
  const learned = features.map((data) => {
    const x = new Dense(data, { shape: [n, N_FEATURES] });
    const near = featureNeighbors(x, { nNeighbors: N_FEATURE_NEIGHBORS, metric: "correlation", mode: "distance" });
    return edgeGraph(symmetrize(near, { combine: "clippedSum" }));
  });
  return { features, spatial, learned, weights: firstWeights(rng.split("weights")) };
}

function edgeGraph(undirected: Graph): EdgeGraph {
  const adjacency = normalizeAdjacency(undirected).adjacency;
  const { indptr, indices, data } = adjacency;
  const edges = new Int32Array(indices.length);
  const values: number[] = [];
  // Rows are sorted, so an entry below the diagonal finds its mirror image by how far its row has been read.
  const read = indptr.slice(0, -1);
  for (let i = 0; i < indptr.length - 1; i++) {
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      const j = indices[p]!;
      if (j < i) edges[p] = edges[read[j]!]!;
      else {
        edges[p] = values.length;
        values.push(Number(data[p]));
      }
      if (j < i) read[j]!++;
      else if (j === i) read[i] = p + 1;
    }
  }
  return { adjacency, indptr, indices, edges, values: Float32Array.from(values) };
}

function firstWeights(rng: Rng): Map<string, Weights> {
  const weights = new Map<string, Weights>();
  const add = (name: string, shape: readonly number[], nIn: number) =>
    weights.set(name, uniformInit(shape, nIn, rng.split(name)));
  for (const m of [0, 1]) {
    add(`encoder${m}.weight`, [N_FEATURES, N_LATENT], N_FEATURES);
    add(`mix${m}.spatial`, [1], 2);
    add(`mix${m}.feature`, [1], 2);
    add(`mix${m}.bias`, [1], 2);
    add(`decoder${m}.weight`, [N_LATENT, N_FEATURES], N_LATENT);
  }
  add("fc1.weight", [2 * N_LATENT, N_LATENT], 2 * N_LATENT);
  add("fc1.bias", [N_LATENT], 2 * N_LATENT);
  add("fc2.weight", [N_LATENT, N_LATENT], N_LATENT);
  add("fc2.bias", [N_LATENT], N_LATENT);
  return weights;
}
