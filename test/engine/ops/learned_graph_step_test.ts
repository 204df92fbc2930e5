import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import type { Tensor } from "../../../src/engine/mod.ts";
import { appnp } from "../../../src/engine/ops/appnp.ts";
import { attentionFusion } from "../../../src/engine/ops/attention_fusion.ts";
import { edgeDistance } from "../../../src/engine/ops/edge_distance.ts";
import { edgeSmoothness } from "../../../src/engine/ops/edge_smoothness.ts";
import { edgeSoftmax } from "../../../src/engine/ops/edge_softmax.ts";
import { normalizeEdges } from "../../../src/engine/ops/normalize_edges.ts";
import { sddmm } from "../../../src/engine/ops/sddmm.ts";
import { spmm } from "../../../src/engine/ops/spmm.ts";
import { spmmEdges } from "../../../src/engine/ops/spmm_edges.ts";
import { randomEdges, randomStructure } from "../edges.ts";
import { assertClose, engines, normals, randomOperator, valueAndGradients } from "../helpers.ts";

Deno.test("a step along learned edges runs on compiled kernels alone, and every engine finds the same gradients", async () => {
  const found = (await engines()).map((engine) => {
    const rng = new Rng(12);
    const { tf } = engine;
    const { structure, weights } = randomEdges(rng, 40);
    const aligned = randomStructure(rng, 40);
    const spatial = randomOperator(rng, 40);
    const made = [
      weights,
      normals(rng, 40 * 8),
      normals(rng, 64),
      normals(rng, 8),
      weights.map((weight) => 0.9 * weight),
    ];
    const shapes = [[weights.length], [40, 8], [8, 8], [8, 1], [weights.length]];
    const [p, x, w, u, reference] = made.map((data, k) => engine.tensor(data, shapes[k]!)) as [
      Tensor,
      Tensor,
      Tensor,
      Tensor,
      Tensor,
    ];
    const step = (p: Tensor, x: Tensor, w: Tensor, u: Tensor) => {
      const a = normalizeEdges(engine, structure, p);
      const learned = spmmEdges(engine, structure, a, tf.matMul(x, w));
      const shares = edgeSoftmax(engine, aligned, sddmm(engine, aligned, learned, x), { temperature: 3 });
      const inputs = [learned, spmm(engine, spatial, x), spmmEdges(engine, aligned, shares, x)];
      const { fused } = attentionFusion(engine, { inputs, weight: w, u });
      const walked = appnp(engine, spatial, fused, { alpha: 0.2, steps: 3 });
      const smooth = edgeSmoothness(engine, walked, spatial.forward);
      return tf.addN([smooth, edgeDistance(engine, structure, a, reference), tf.mean(tf.square(walked))]);
    };
    const before = new Map(engine.backend?.fallbacks);
    const result = valueAndGradients(engine, [p, x, w, u], step as never);
    assert.deepEqual(new Map(engine.backend?.fallbacks), before);
    tf.dispose([p, x, w, u, reference]);
    return result;
  });
  for (const { value, gradients } of found.slice(1)) {
    assertClose([value], [found[0]!.value], 1e-5, "loss");
    gradients.forEach((gradient, k) => assertClose(gradient, found[0]!.gradients[k]!, 2e-5, `gradient ${k}`));
  }
});
