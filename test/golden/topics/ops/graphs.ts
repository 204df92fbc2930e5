// deno-lint-ignore-file camelcase -- names as the reference files have them
import { exactNeighbors } from "../../../../src/graph/exact_neighbors.ts";
import { featureNeighbors } from "../../../../src/graph/feature_neighbors.ts";
import { Graph } from "../../../../src/graph/graph.ts";
import { metricRows } from "../../../../src/graph/metric_rows.ts";
import { mutualNeighborsAcross } from "../../../../src/graph/mutual_neighbors_across.ts";
import { normalizeAdjacency } from "../../../../src/graph/normalize_adjacency.ts";
import { nearestRows } from "../../../../src/graph/nearest_rows.ts";
import { symmetrize } from "../../../../src/graph/symmetrize.ts";
import { triplets } from "../../../../src/graph/triplets.ts";
import { FarthestRows } from "../../../../src/graph/triplets/farthest_rows.ts";
import { neighborMean } from "../../../../src/nn/mod.ts";
import { Csr } from "../../../../src/data/csr.ts";
import type { SparseRows } from "../../../../src/engine/mod.ts";
import type { Answer, OpCase } from "./op_case.ts";

/** Graphs and triplets as the methods build them. */
export const graphs: Readonly<Record<string, Answer>> = {
  graph_grid(op) {
    const { indices } = exactNeighbors(op.dense("in/coords"), { nNeighbors: 4 });
    op.equal("out/knn4_order", indices);
    op.equal("out/knn4", indices.slice().map((_, p) => indices.slice(p - p % 4, p - p % 4 + 4).sort()[p % 4]!));
    const data = new Float32Array(80).fill(1);
    const indptr = Int32Array.from({ length: 21 }, (_, i) => 4 * i);
    const graph = new Graph(new Csr({ shape: [20, 20], indptr, indices, data }));
    for (const edgeDirection of ["forward", "reverse", "union"] as const) {
      const { forward } = neighborMean(graph.adjacency, { edgeDirection });
      op.equalCsr(`out/mean_${edgeDirection}`, csrOf(forward));
    }
    op.equalCsr("out/normalised", normalizeAdjacency(symmetrize(graph)).adjacency);
  },
  graph_feature(op) {
    const x = op.dense("in/x");
    op.equal("out/knn5", exactNeighbors(x, { nNeighbors: 5, metric: "correlation" }).indices);
    for (const mode of ["connectivity", "distance"] as const) {
      const graph = featureNeighbors(x, { nNeighbors: 5, metric: "correlation", mode });
      op.equalCsr(`out/${mode}`, normalizeAdjacency(symmetrize(graph, { combine: "clippedSum" })).adjacency);
    }
  },
  triplet_build(op) {
    const x = op.dense("in/x");
    const { anchors, positives } = triplets(x, { nNeighbors: 3, farFraction: 0.6 });
    op.equal("out/pairs", interleave(anchors, positives));
    const { values, width, nRows } = metricRows(x, "euclidean");
    op.equal("out/near", nearestRows({ base: values, queries: values, width, k: 3, skip: "equal" }).indices);
    op.equal("out/far/indices", farRows(op, values, width, nRows));
  },
  ms_pairs(op) {
    const x = op.dense("in/x");
    const rowsOf = [0, 1, 2].map((s) =>
      Array.from(op.ints("in/section").keys()).filter((i) => op.ints("in/section")[i] === s)
    );
    const pairs: number[] = [];
    for (const [a, b] of [[0, 1], [0, 2], [1, 2]] as const) {
      const { first, second } = mutualNeighborsAcross(x.takeRows(rowsOf[a]!), x.takeRows(rowsOf[b]!), { topK: 2 });
      first.forEach((i, p) => pairs.push(rowsOf[a]![i]!, rowsOf[b]![second[p]!]!));
    }
    op.equalRows("out/pairs", pairs);
    const far = new Int32Array(30 * 5);
    for (const rows of rowsOf) {
      const { values, width } = metricRows(x.takeRows(rows), "euclidean");
      using farthest = new FarthestRows(values, width, 0.6);
      rows.forEach((row, i) => far.set(farthest.of(i).rows.map((j) => rows[j]!).sort(), 5 * row));
    }
    op.equal("out/far", far);
  },
};

/** Rows beyond the far share for every row, rising, one list after another. */
function farRows(op: OpCase, values: Float64Array, width: number, nRows: number): number[] {
  using farthest = new FarthestRows(values, width, 0.6);
  const indptr = op.ints("out/far/indptr");
  const found: number[] = [];
  for (let i = 0; i < nRows; i++) {
    if (indptr[i] !== indptr[i + 1]) found.push(...farthest.of(i).rows.slice().sort());
  }
  return found;
}

function interleave(a: Int32Array, b: Int32Array): number[] {
  return [...a].flatMap((value, p) => [value, b[p]!]);
}

function csrOf({ nRows, nCols, indptr, indices, values }: SparseRows): Csr {
  return new Csr({ shape: [nRows, nCols], indptr, indices, data: values });
}
