import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { Csr } from "../../src/data/csr.ts";
import { openEngine, sparseOperator } from "../../src/engine/mod.ts";
import { reorderOperator } from "../../src/engine/reorder.ts";
import { smartBatch } from "../../src/methods/smart/batch.ts";
import { resolveConfig } from "../../src/methods/smart/config.ts";
import { type SmartBatch, smartLoss } from "../../src/methods/smart/loss.ts";
import { SmartNet } from "../../src/methods/smart/model.ts";
import { constantFeatures } from "../../src/nn/sage_conv.ts";
import { assertClose, normals } from "../engine/helpers.ts";

const N_OBS = 50_100;
const N_FEATURES = 3;

Deno.test("smartBatch() of a large tissue in any order gives the loss and the gradients of the order that was given", async () => {
  const engine = await openEngine({ engine: "native" });
  const rng = new Rng(5);
  const modalities = [{ name: "rna", nFeatures: N_FEATURES, data: normals(rng, N_OBS * N_FEATURES) }];
  const triplets = Int32Array.from({ length: 3 * 500 }, () => rng.integer(N_OBS));
  const ring = new Csr({
    shape: [N_OBS, N_OBS],
    indptr: Int32Array.from({ length: N_OBS + 1 }, (_, i) => i),
    indices: Int32Array.from({ length: N_OBS }, (_, i) => (i + 1) % N_OBS),
    data: new Float32Array(N_OBS).fill(1),
  });
  const operator = reorderOperator(sparseOperator(ring), rng.permutation(N_OBS));
  const moved = smartBatch(engine, { nObs: N_OBS, modalities, graph: ring }, operator, [triplets]);
  assert.notEqual(moved.operator, operator);
  const features = constantFeatures(engine, modalities[0]!.data, [N_OBS, N_FEATURES], operator);
  const given = { modalities: [{ name: "rna", features, triplets }], operator, dispose: () => {} };
  const config = resolveConfig("paper", { nLatent: 4, laplacianWeight: 0.1 });
  const net = new SmartNet(engine, { modalities }, config, new Rng(1));
  const run = (batch: SmartBatch) =>
    engine.run(() => {
      const { value, grads } = engine.tf.variableGrads(() => smartLoss(net, batch, config).total as never);
      return [value.dataSync()[0]!, ...Object.keys(grads).sort().flatMap((name) => [...grads[name]!.dataSync()])];
    });
  assertClose(run(moved), run(given), 1e-6);
  moved.dispose();
  engine.tf.dispose([features.constant, features.aggregated]);
  net.parameters.dispose();
});
