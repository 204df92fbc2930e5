import type { Engine } from "../engine/engine.ts";
import { edgeSmoothness } from "../engine/ops/edge_smoothness.ts";
import type { SparseRows } from "../engine/sparse_operator.ts";
import type { Tensor } from "../engine/tf.ts";

/**
 * Smoothness along a graph: the mean over its directed edges `(i, j)` of `‖zᵢ − zⱼ‖²`, 0 without edges.
 *
 * @param engine Where it runs.
 * @param z `nObs × nLatent`.
 * @param graph `nObs × nObs`; every stored entry is an edge, whatever its value.
 * @returns A scalar.
 *
 * @example
 * ```ts
 * import { laplacian } from "weft/loss";
 * import { openEngine, sparseOperator } from "weft/engine";
 * import { Csr } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "cpu" });
 * const edge = new Csr({ shape: [2, 2], indptr: new Int32Array([0, 1, 1]), indices: new Int32Array([1]), data: new Float32Array([1]) });
 * const z = engine.tensor(new Float32Array([1, 4]), [2, 1]);
 * assert.equal(engine.run(() => laplacian(engine, z, sparseOperator(edge).forward).dataSync()[0]), 9);
 * z.dispose();
 * ```
 */
export function laplacian(engine: Engine, z: Tensor, graph: SparseRows): Tensor {
  return edgeSmoothness(engine, z, graph);
}
