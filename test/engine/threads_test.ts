import assert from "node:assert/strict";
import { Rng } from "../../src/core/mod.ts";
import { Csr } from "../../src/data/csr.ts";
import {
  type EdgeStructure,
  edgeStructure,
  type Engine,
  type SparseOperator,
  type Tensor,
  undirectedEdges,
} from "../../src/engine/mod.ts";
import { appnp } from "../../src/engine/ops/appnp.ts";
import { attentionFusion } from "../../src/engine/ops/attention_fusion.ts";
import { edgeDistance } from "../../src/engine/ops/edge_distance.ts";
import { edgeSmoothness } from "../../src/engine/ops/edge_smoothness.ts";
import { edgeSoftmax } from "../../src/engine/ops/edge_softmax.ts";
import { gcn } from "../../src/engine/ops/gcn.ts";
import { sddmm } from "../../src/engine/ops/sddmm.ts";
import { unitRows } from "../../src/engine/ops/unit_rows.ts";
import type { Kernels } from "../../src/kernels/mod.ts";
import { engines, normals, normalTensor, randomOperator, valueAndGradients } from "./helpers.ts";

const [nNodes, width] = [4000, 33];
/** Edges of a node to each side. */
const NEAR = 13;

/** What the ops are given beside tensors. */
interface Graphs {
  readonly operator: SparseOperator;
  readonly structure: EdgeStructure;
  /** The same with an edge for each direction. */
  readonly directed: EdgeStructure;
  /** A constant for each edge. */
  readonly reference: Tensor;
}

interface ThreadCase {
  readonly shapes: (graphs: Graphs) => readonly (readonly number[])[];
  readonly op: (engine: Engine, inputs: readonly Tensor[], graphs: Graphs) => Tensor;
}

const rows = [nNodes, width];

/** Every node joined with the next `NEAR` of a circle, both ways with the same weight. */
function circle(rng: Rng): Csr {
  const weights = Float32Array.from({ length: NEAR * nNodes }, () => rng.normal());
  const indptr = Int32Array.from({ length: nNodes + 1 }, (_, i) => 2 * NEAR * i);
  const [indices, data] = [new Int32Array(2 * NEAR * nNodes), new Float32Array(2 * NEAR * nNodes)];
  for (let i = 0; i < nNodes; i++) {
    const row = Array.from({ length: 2 * NEAR }, (_, t) => {
      const step = t < NEAR ? t + 1 : NEAR - t - 1;
      const j = (i + step + nNodes) % nNodes;
      return [j, weights[NEAR * (step > 0 ? i : j) + Math.abs(step) - 1]!] as const;
    });
    row.sort(([a], [b]) => a - b).forEach(([j, weight], t) => {
      indices[2 * NEAR * i + t] = j;
      data[2 * NEAR * i + t] = weight;
    });
  }
  return new Csr({ shape: [nNodes, nNodes], indptr, indices, data });
}
const CASES: Readonly<Record<string, ThreadCase>> = {
  appnp: {
    shapes: () => [rows],
    op: (engine, [x], { operator }) => appnp(engine, operator, x!, { alpha: 0.1, steps: 5 }),
  },
  attentionFusion: {
    shapes: () => [rows, rows, [width, 16], [16, 1]],
    op: (engine, [a, b, weight, u]) => {
      const { fused, weights } = attentionFusion(engine, { inputs: [a!, b!], weight: weight!, u: u! });
      return engine.tf.concat([fused, weights], 1);
    },
  },
  edgeDistance: {
    shapes: ({ structure }) => [[structure.nValues]],
    op: (engine, [values], { structure, reference }) => edgeDistance(engine, structure, values!, reference),
  },
  edgeSmoothness: {
    shapes: () => [rows],
    op: (engine, [z], { structure }) => edgeSmoothness(engine, z!, structure.entries),
  },
  edgeSoftmax: {
    shapes: ({ directed }) => [[directed.nValues]],
    op: (engine, [values], { directed }) => edgeSoftmax(engine, directed, values!, { temperature: 0.5 }),
  },
  gcn: {
    shapes: () => [rows, [width, 20], [20]],
    op: (engine, [x, weight, bias], { operator }) =>
      gcn(engine, x!, { weight: weight!, bias: bias! }, operator, { activation: "relu" }),
  },
  sddmm: {
    shapes: () => [rows, rows],
    op: (engine, [a, b], { structure }) => sddmm(engine, structure, a!, b!),
  },
  unitRows: { shapes: () => [rows], op: (engine, [x]) => unitRows(engine, x!) },
};

/** What `compute` gives, and whether a kernel it ran was shared out to the threads. */
function watched<T>(kernels: Kernels, compute: () => T): { readonly value: T; readonly parallel: boolean } {
  const run = kernels.run.bind(kernels);
  let parallel = false;
  kernels.run = (op, args, shared) => {
    parallel ||= shared;
    run(op, args, shared);
  };
  try {
    return { value: compute(), parallel };
  } finally {
    Reflect.deleteProperty(kernels, "run");
  }
}

for (const [name, { shapes, op }] of Object.entries(CASES)) {
  Deno.test(`${name}() gives the same bytes, and gradients, on 1, 2 and 4 threads`, async () => {
    for (const engine of (await engines()).slice(0, 2)) {
      const { kernels } = engine.backend!;
      const rng = new Rng(8);
      const matrix = circle(rng);
      const { structure } = undirectedEdges(matrix);
      const reference = normalTensor(engine, rng, [structure.nValues]);
      const graphs = { operator: randomOperator(rng, nNodes), structure, directed: edgeStructure(matrix), reference };
      const inputs = shapes(graphs).map((shape) => normalTensor(engine, rng, shape));
      const out = engine.run(() => op(engine, inputs, graphs).shape);
      const upstream = engine.tensor(normals(rng, out.reduce((a, b) => a * b, 1)), out);
      const before = kernels.threads;
      const found = [1, 2, 4].map((threads) => {
        kernels.useThreads(threads);
        const { value, parallel } = watched(kernels, () => ({
          value: engine.run(() => op(engine, inputs, graphs).dataSync().slice()),
          slopes: valueAndGradients(
            engine,
            inputs,
            (...all) => engine.tf.sum(engine.tf.mul(op(engine, all, graphs), upstream)),
          ),
        }));
        assert.ok(parallel, `nothing was shared out on ${engine.name}`);
        return value;
      });
      kernels.useThreads(before);
      assert.deepEqual(found[1], found[0], engine.name);
      assert.deepEqual(found[2], found[0], engine.name);
      engine.tf.dispose([reference, upstream, ...inputs]);
    }
  });
}
