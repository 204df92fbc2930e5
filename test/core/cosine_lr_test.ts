import assert from "node:assert/strict";
import { cosineLr } from "../../src/core/mod.ts";

Deno.test("cosineLr() falls from lr to 0 along half a cosine and stays there", () => {
  const at = (step: number) => cosineLr(step, { lr: 2, nSteps: 10 });
  assert.equal(at(0), 2);
  assert(Math.abs(at(5) - 1) < 1e-12);
  for (let t = 0; t < 10; t++) assert(at(t + 1) < at(t));
  assert.equal(at(10), 0);
  assert.equal(at(11), 0);
});

Deno.test("cosineLr() refuses steps and lengths that are none", () => {
  assert.throws(() => cosineLr(-1, { lr: 1, nSteps: 3 }), { tag: "InvalidArgument", message: /step/ });
  assert.throws(() => cosineLr(0, { lr: 1, nSteps: 0 }), { tag: "InvalidArgument", message: /nSteps/ });
});
