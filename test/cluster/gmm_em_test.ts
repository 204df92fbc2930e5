import assert from "node:assert/strict";

import { em, maximization } from "../../src/cluster/gmm_em.ts";
import { GMM_MODELS, isShared } from "../../src/cluster/gmm_model.ts";
import { moments } from "../../src/cluster/gmm_moments.ts";
import { assertThrows, near, softProblem } from "./helpers.ts";

Deno.test("maximization() gives proportions that add to one and the weighted means", () => {
  const { data, z, cross } = softProblem(11);
  for (const model of GMM_MODELS) {
    const { proportions, means, whitenings } = maximization(model, data, 3, z, 2, cross, null);
    near(proportions[0]! + proportions[1]!, 1, 1e-12);
    const want = moments(data, 3, z, 2, null).means;
    assert.deepEqual(means, want);
    assert.equal(whitenings.length, isShared(model) ? 1 : 2);
  }
});

Deno.test("em() never loses likelihood and returns the parameters of the responsibilities it returns", () => {
  const { data, z, cross } = softProblem(12);
  for (const model of GMM_MODELS) {
    const trace: number[] = [];
    const state = em(model, data, 3, z, 2, {
      tolerance: 0,
      maxIter: 40,
      onProgress: ({ stage, done, values }) => {
        assert.equal(stage, `mixture ${model}`);
        assert.equal(done, trace.length + 1);
        trace.push(values!.logLikelihood!);
      },
    });
    for (let t = 1; t < trace.length; t++) assert(trace[t]! >= trace[t - 1]! - 1e-9, `${model} falls at ${t}`);
    assert.equal(state.logLikelihood, trace.at(-1));
    const again = maximization(model, data, 3, state.z, 2, cross, null);
    again.means.forEach((value, at) => near(value, state.mixture.means[at]!, 1e-9));
  }
});

Deno.test("em() stops at maxIter without having converged, and at the tolerance having converged", () => {
  const { data, z } = softProblem(13);
  const short = em("VVV", data, 3, z, 2, { tolerance: 0, maxIter: 3 });
  assert.deepEqual([short.nIter, short.converged], [3, false]);
  const long = em("EEE", data, 3, z, 2, { tolerance: 1e-3, maxIter: 1000 });
  assert(long.converged && long.nIter < 1000);
});

Deno.test("em() does not change its start, stops by its signal, and may be stopped from its progress", () => {
  const { data, z } = softProblem(14);
  const before = z.slice();
  em("EEE", data, 3, z, 2, { tolerance: 1e-5, maxIter: 10 });
  assert.deepEqual(z, before);
  const options = { tolerance: 0, maxIter: 100 };
  assertThrows(
    () => em("EEE", data, 3, z, 2, { ...options, signal: AbortSignal.abort() }),
    "Aborted",
    /the mixture to finish but found that it was stopped/,
  );
  const controller = new AbortController();
  let steps = 0;
  const onProgress = () => ++steps === 4 && controller.abort();
  assertThrows(
    () => em("EEE", data, 3, z, 2, { ...options, signal: controller.signal, onProgress: () => void onProgress() }),
    "Aborted",
    /mixture/,
  );
  assert.equal(steps, 4);
});
