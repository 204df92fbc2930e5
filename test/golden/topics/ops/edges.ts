// deno-lint-ignore-file camelcase -- names as the reference files have them
import { Csr } from "../../../../src/data/csr.ts";
import {
  type EdgeStructure,
  edgeStructure,
  type Engine,
  sparseOperator,
  type Tensor,
  undirectedEdges,
} from "../../../../src/engine/mod.ts";
import { appnp } from "../../../../src/engine/ops/appnp.ts";
import { attentionFusion } from "../../../../src/engine/ops/attention_fusion.ts";
import { edgeDistance } from "../../../../src/engine/ops/edge_distance.ts";
import { edgeSoftmax } from "../../../../src/engine/ops/edge_softmax.ts";
import { normalizeEdges } from "../../../../src/engine/ops/normalize_edges.ts";
import { sddmm } from "../../../../src/engine/ops/sddmm.ts";
import { spmmEdges } from "../../../../src/engine/ops/spmm_edges.ts";
import type { Answer, OpCase } from "./op_case.ts";

/** Propagation along graphs with fixed and with learned edges, and attention. */
export const edges: Readonly<Record<string, Answer>> = {
  appnp(op, engine) {
    const operator = sparseOperator(op.csr("in/graph", 12));
    const results = { y: (x: Tensor) => appnp(engine, operator, x, { alpha: 0.1, steps: 6 }) };
    compareAll(op, engine, ["x"], results);
  },
  attention_fusion(op, engine) {
    const of = (...[e0, e1, e2, weight, u]: Tensor[]) =>
      attentionFusion(engine, { inputs: [e0!, e1!, e2!], weight: weight!, u: u! });
    const results = { y: (...all: Tensor[]) => of(...all).fused, alpha: (...all: Tensor[]) => of(...all).weights };
    compareAll(op, engine, ["e0", "e1", "e2", "w", "u"], results);
  },
  learnable_graph(op, engine) {
    const structure = graphOf(op);
    const reference = op.tensor(engine, "in/reference");
    const a = (p: Tensor) => normalizeEdges(engine, structure, p, { perEntry: false });
    const results = {
      a: (p: Tensor) => a(p),
      ah: (p: Tensor, h: Tensor) => spmmEdges(engine, structure, a(p), h),
      frobenius: (p: Tensor) => edgeDistance(engine, structure, a(p), reference),
      squared: (p: Tensor) => edgeDistance(engine, structure, a(p), reference, { squared: true }),
    };
    compareAll(op, engine, ["p", "h"], results);
    const perEntry = engine.run(() => {
      const p = op.tensor(engine, "in/p"), h = op.tensor(engine, "in/h");
      const score = (x: Tensor) => {
        const entries = normalizeEdges(engine, structure, x);
        const parts = {
          a: entries,
          ah: spmmEdges(engine, structure, entries, h),
          frobenius: edgeDistance(engine, structure, entries, reference),
          squared: edgeDistance(engine, structure, entries, reference, { squared: true }),
        };
        return weighted(op, engine, parts);
      };
      return engine.tf.grad(score as never)(p).dataSync().slice();
    });
    op.compare("grad_dense/p", perEntry);
    reference.dispose();
  },
  topk_row_softmax(op, engine) {
    const [nRows, nCols] = op.array("in/logits").shape;
    const structure = edgeStructure(largestOfRows(op.floats("in/logits"), nRows!, nCols!, 4));
    const y = (logits: Tensor) => {
      const { tf } = engine;
      const scores = sddmm(engine, structure, logits, tf.eye(nCols!));
      const shares = edgeSoftmax(engine, structure, scores, { temperature: 0.1 });
      // The product with the identity writes every share into its column.
      return spmmEdges(engine, structure, shares, tf.eye(nCols!));
    };
    compareAll(op, engine, ["logits"], { y });
  },
};

/** Values of every result, and the gradients of their weighted sum in every input. */
function compareAll(
  op: OpCase,
  engine: Engine,
  names: readonly string[],
  results: Readonly<Record<string, (...inputs: Tensor[]) => Tensor>>,
): void {
  engine.run(() => {
    const inputs = names.map((name) => op.tensor(engine, `in/${name}`));
    const all = (...given: Tensor[]) =>
      Object.fromEntries(Object.entries(results).map(([name, of]) => [name, of(...given)]));
    for (const [name, tensor] of Object.entries(all(...inputs))) op.compare(`out/${name}`, tensor.dataSync());
    const gradients = engine.tf.grads(((...given: Tensor[]) => weighted(op, engine, all(...given))) as never)(inputs);
    gradients.forEach((gradient, k) => op.compare(`grad/${names[k]}`, gradient.dataSync()));
  });
}

/** The weighted sum of results whose gradients are stored. */
function weighted(op: OpCase, { tf }: Engine, results: Readonly<Record<string, Tensor>>): Tensor {
  const terms = Object.entries(results).map(([name, tensor]) => {
    const upstream = tf.tensor(op.floats(`gy/${name}`), tensor.shape, "float32");
    return tf.sum(tf.mul(tensor, upstream));
  });
  return tf.addN(terms);
}

/** The stored edges, which come in the order that a structure has. */
function graphOf(op: OpCase): EdgeStructure {
  const nNodes = 12;
  const rows = Array.from({ length: nNodes }, () => new Set<number>());
  const to = op.ints("in/edge_j");
  op.ints("in/edge_i").forEach((i, e) => {
    rows[i]!.add(to[e]!);
    rows[to[e]!]!.add(i);
  });
  const indptr = new Int32Array(nNodes + 1);
  rows.forEach((row, i) => indptr[i + 1] = indptr[i]! + row.size);
  const indices = Int32Array.from(rows.flatMap((row) => [...row]));
  const data = new Float32Array(indices.length);
  const { structure } = undirectedEdges(new Csr({ shape: [nNodes, nNodes], indptr, indices, data }));
  op.equal("in/edge_j", structure.entries.indices);
  return structure;
}

/** The k largest entries of every row. */
function largestOfRows(values: Float32Array, nRows: number, nCols: number, k: number): Csr {
  const indices = new Int32Array(nRows * k);
  for (let i = 0; i < nRows; i++) {
    const row = values.subarray(i * nCols, (i + 1) * nCols);
    const order = Array.from(row.keys()).sort((a, b) => row[b]! - row[a]!);
    indices.set(order.slice(0, k).sort((a, b) => a - b), i * k);
  }
  const indptr = Int32Array.from({ length: nRows + 1 }, (_, i) => i * k);
  return new Csr({ shape: [nRows, nCols], indptr, indices, data: new Float32Array(nRows * k) });
}
