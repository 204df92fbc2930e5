// deno-lint-ignore-file camelcase -- names as the reference files have them
import { AnnData } from "../../../src/data/anndata.ts";
import { column } from "../../../src/data/columns/column.ts";
import { Csr } from "../../../src/data/csr.ts";
import { Dense } from "../../../src/data/dense.ts";
import { toCsr } from "../../../src/data/matrix.ts";
import { featureNeighbors } from "../../../src/graph/feature_neighbors.ts";
import { Graph } from "../../../src/graph/graph.ts";
import { mutualNeighbors } from "../../../src/graph/mutual_neighbors.ts";
import { mutualNeighborsAcross } from "../../../src/graph/mutual_neighbors_across.ts";
import { neighbors } from "../../../src/graph/neighbors.ts";
import { normalizeAdjacency } from "../../../src/graph/normalize_adjacency.ts";
import { spatialNeighbors } from "../../../src/graph/spatial_neighbors.ts";
import type { SpatialNeighborsOptions } from "../../../src/graph/spatial/spatial_neighbors_options.ts";
import { symmetrize } from "../../../src/graph/symmetrize.ts";
import { triplets } from "../../../src/graph/triplets.ts";
import { FarthestRows } from "../../../src/graph/triplets/farthest_rows.ts";
import { type AnalysisCase, type AnalysisFile, analysisIds, csrOf, denseOf, readAnalysis } from "../analysis.ts";
import { allclose, type Comparison } from "../compare.ts";
import type { CaseResult, Topic } from "../topic.ts";

interface CsrReference {
  readonly csr: string;
  readonly shape: [number, number];
}

type Checks = (item: AnalysisCase, file: AnalysisFile) => Comparison[];

/** Cases of scanpy, squidpy, scikit-learn and the authors' code on graphs. */
export const topic: Topic = {
  name: "graph",
  ids: (folder) => analysisIds(folder, "graph"),
  async *run(folder, skip): AsyncIterable<CaseResult> {
    const file = await readAnalysis(folder, "graph");
    for (const item of file?.cases ?? []) {
      const answer = ANSWERS[item.verb];
      if (!answer || skip.has(item.id)) continue;
      const comparisons = answer(item, file!);
      yield {
        id: item.id,
        maxDifference: Math.max(...comparisons.map(({ maxDifference }) => maxDifference)),
        tolerance: JSON.stringify(item.tolerance),
        pass: comparisons.length > 0 && comparisons.every(({ pass }) => pass),
        ...(TIED.has(item.id) ? { note: "ties: by degrees and lengths" } : {}),
      };
    }
  },
};

const ANSWERS: Record<string, Checks> = {
  spatial_neighbors: (item, file) => item.expect.sorted_distances ? lattice(item, file) : spatial(item, file),
  feature_neighbors: (item, file) => {
    const { n_neighbors: nNeighbors, metric, mode } = item.options;
    const graph = featureNeighbors(input(file, item.inputs[0]!), { nNeighbors, metric, mode });
    return samePattern(graph.adjacency, wanted(file, item.expect.graph), distanceTolerance(item));
  },
  normalize: normalized,
  mutual_neighbors: mutual,
  neighbors: (item, file) => {
    const { n_neighbors: nNeighbors, method } = item.options;
    const found = neighbors(new AnnData({ X: input(file, item.inputs[0]!) }), { nNeighbors, method, useRep: "X" });
    const references: [string, CsrReference][] = Object.entries(item.expect);
    return references.flatMap(([key, reference]) =>
      samePattern(toCsr(found.obsp[key]!), wanted(file, reference), item.tolerance)
    );
  },
  components: (item, file) => {
    const { obsp } = spatialNeighbors(spots(file, item.inputs[0]!), { coordType: "generic", ...item.options });
    const { count, labels } = new Graph(toCsr(obsp.spatial_connectivities!)).components();
    return [
      allclose([count], [item.expect.n], {}),
      allclose(firstMet(labels), firstMet(Int32Array.from(file.arrays.get(item.expect.labels)!.data, Number)), {}),
    ];
  },
  triplets: smartTriplets,
};

function spatial(item: AnalysisCase, file: AnalysisFile): Comparison[] {
  const { coord_type, n_neighs, n_rings, set_diag, library_key, ...rest } = item.options;
  const options: SpatialNeighborsOptions = {
    coordType: coord_type,
    ...(n_neighs === undefined ? {} : { nNeighbors: n_neighs }),
    ...(n_rings === undefined ? {} : { nRings: n_rings }),
    ...(set_diag === undefined ? {} : { setDiag: set_diag }),
    ...(library_key === undefined ? {} : { libraryKey: library_key }),
    ...rest,
  };
  const { obsp } = spatialNeighbors(spots(file, item.inputs[0]!), options);
  const connectivities = toCsr(obsp.spatial_connectivities!);
  const reference = wanted(file, item.expect.connectivities);
  if (TIED.has(item.id)) {
    const coords = input(file, item.inputs[0]!);
    const lengths = sortedLengths(new Graph(connectivities), coords);
    return [
      allclose(connectivities.indptr, reference.indptr, {}),
      allclose(lengths, sortedLengths(new Graph(reference), coords), { rtol: 1e-9 }),
    ];
  }
  return [
    ...samePattern(connectivities, reference, distanceTolerance(item)),
    ...samePattern(toCsr(obsp.spatial_distances!), wanted(file, item.expect.distances), distanceTolerance(item)),
    allclose([connectivities.nnz], [item.expect.edges], {}),
  ];
}

/**
 * Cases on a lattice with every other spot in another section: the sixth neighbour is one of several at one distance,
 * so that only degrees and lengths are determined (`ties` in the reference file).
 */
const TIED = new Set(["grid_library.hex"]);

/** Length of every edge in the plane, rising in each row. */
function sortedLengths(graph: Graph, coords: Dense): Float64Array {
  const { sources, targets } = graph.edges();
  const lengths = Float64Array.from(sources, (i, e) => {
    const j = targets[e]!;
    return Math.hypot(coords.get(i, 0) - coords.get(j, 0), coords.get(i, 1) - coords.get(j, 1));
  });
  const { indptr } = graph.adjacency;
  for (let i = 0; i < graph.nNodes; i++) lengths.subarray(indptr[i], indptr[i + 1]).sort();
  return lengths;
}

function lattice(item: AnalysisCase, file: AnalysisFile): Comparison[] {
  const k: number = item.options.n_neighs;
  const { obsp } = spatialNeighbors(spots(file, item.inputs[0]!), { coordType: "generic", nNeighbors: k });
  const { indptr, data } = toCsr(obsp.spatial_distances!);
  const sorted = Float64Array.from(data, Number);
  for (let i = 0; i + 1 < indptr.length; i++) sorted.subarray(indptr[i], indptr[i + 1]).sort();
  return [allclose(sorted, file.arrays.get(item.expect.sorted_distances)!.data, distanceTolerance(item))];
}

function normalized(item: AnalysisCase, file: AnalysisFile): Comparison[] {
  const { kind, symmetrise, n_neighbors: nNeighbors } = item.options;
  const shape = item.expect.graph.shape;
  const start = nNeighbors
    ? featureNeighbors(input(file, item.inputs[0]!), { nNeighbors, metric: item.options.metric })
    : new Graph(csrOf(file.arrays, item.inputs[0]!, shape));
  const joined = symmetrise === undefined
    ? start
    : symmetrize(start, { combine: symmetrise === "union" ? "union" : "clippedSum" });
  const results = samePattern(
    normalizeAdjacency(joined, { kind }).adjacency,
    wanted(file, item.expect.graph),
    item.tolerance,
  );
  return item.expect.union
    ? [...results, ...samePattern(joined.adjacency, wanted(file, item.expect.union), {})]
    : results;
}

function mutual(item: AnalysisCase, file: AnalysisFile): Comparison[] {
  const x = input(file, item.inputs[0]!);
  if (item.expect.graph) {
    const graph = mutualNeighbors(x, { nNeighbors: item.options.n_neighbors });
    return samePattern(graph.adjacency, wanted(file, item.expect.graph), {});
  }
  const half = x.nRows / 2;
  const { first, second } = mutualNeighborsAcross(x.rowRange(0, half), x.rowRange(half, x.nRows), {
    topK: item.options.top_k,
  });
  return [samePairs(first, second, file.arrays.get(item.expect.pairs)!.data, x.nRows)];
}

/** Pairs must be SMART's; every negative must lie in the far set, whose size and border must be SMART's too. */
function smartTriplets(item: AnalysisCase, file: AnalysisFile): Comparison[] {
  const given = input(file, item.inputs[0]!);
  const values = Float64Array.from(given.data, Number);
  values.copyWithin(17 * given.nCols, 4 * given.nCols, 5 * given.nCols);
  const x = new Dense(values, { shape: given.shape });
  const { n_nearest_neighbors: nNeighbors, farthest_ratio: farFraction } = item.options;
  const found = triplets(x, { nNeighbors, farFraction, seed: 1 });
  using far = new FarthestRows(values, x.nCols, farFraction);
  const sets = Array.from({ length: x.nRows }, (_, i) => {
    const { rows, nearest } = far.of(i);
    return { rows: new Set(rows), nearest: Math.sqrt(nearest) };
  });
  const outside = found.negatives.filter((negative, t) => !sets[found.anchors[t]!]!.rows.has(negative)).length;
  return [
    samePairs(found.anchors, found.positives, file.arrays.get(item.expect.anchor_positive_pairs)!.data, x.nRows),
    allclose(sets.map(({ rows }) => rows.size), file.arrays.get(item.expect.far_count)!.data, {}),
    allclose(sets.map(({ nearest }) => nearest), file.arrays.get(item.expect.far_min_distance)!.data, { rtol: 1e-9 }),
    allclose([outside], [0], {}),
  ];
}

function samePairs(first: Int32Array, second: Int32Array, wanted: ArrayLike<number | bigint>, n: number): Comparison {
  const got = Float64Array.from(first, (i, p) => i * n + second[p]!).sort();
  const pairs = Float64Array.from(
    { length: wanted.length / 2 },
    (_, p) => Number(wanted[2 * p]) * n + Number(wanted[2 * p + 1]),
  );
  return allclose(got, pairs.sort(), {});
}

function samePattern(got: Csr, want: Csr, tolerance: { rtol?: number; atol?: number }): Comparison[] {
  const [a, b] = [new Graph(got).adjacency, new Graph(want).adjacency];
  return [allclose(a.indptr, b.indptr, {}), allclose(a.indices, b.indices, {}), allclose(a.data, b.data, tolerance)];
}

/** `distance_rtol` is the tolerance of distances by another name. */
function distanceTolerance({ tolerance }: AnalysisCase): { rtol?: number; atol?: number } {
  return { rtol: tolerance.distance_rtol ?? tolerance.rtol ?? 0, atol: tolerance.atol ?? 0 };
}

function wanted(file: AnalysisFile, reference: CsrReference): Csr {
  return csrOf(file.arrays, reference.csr, reference.shape);
}

function input(file: AnalysisFile, name: string): Dense {
  return denseOf(file.arrays.get(`in.${name}`)!);
}

function spots(file: AnalysisFile, name: string): AnnData {
  const spatial = input(file, name);
  const library = column(
    Array.from(file.arrays.get(`in.${name}.library`)!.data as BigInt64Array, (code) => `section ${code}`),
  );
  return new AnnData({ X: spatial, obsm: { spatial } }).with({ obs: { library } });
}

/** Labels renumbered in the order they are met. */
function firstMet(labels: Int32Array): Int32Array {
  const numbers = new Map<number, number>();
  return labels.map((label) => {
    if (!numbers.has(label)) numbers.set(label, numbers.size);
    return numbers.get(label)!;
  });
}
