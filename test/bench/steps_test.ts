import assert from "node:assert/strict";
import { pragaProblem } from "../../bench/problems/praga_problem.ts";
import { pragaStepper } from "../../bench/problems/praga_step.ts";
import type { Stepper } from "../../bench/problems/stepper.ts";
import { vaeProblem } from "../../bench/problems/vae_problem.ts";
import { vaeStepper } from "../../bench/problems/vae_step.ts";
import { type Engine, openEngine } from "../../src/engine/mod.ts";

const STEPS: Readonly<Record<string, (engine: Engine) => Stepper>> = {
  "the autoencoder's step": (engine) => vaeStepper(engine, vaeProblem()),
  "the learned graph's step": (engine) => pragaStepper(engine, pragaProblem(500)),
};
const GIBIBYTE = 2 ** 30;
/** Spots of the largest tissue that a step has to fit in a machine of 24 GiB. */
const MOST_SPOTS = 200_000;

for (const [name, open] of Object.entries(STEPS)) {
  Deno.test(`${name}: no op runs on plain JavaScript, and a third step needs no more memory than the second`, async () => {
    for (const name of ["native", "wasm"] as const) {
      const engine = await openEngine({ engine: name });
      const stepper = open(engine);
      const before = new Map(engine.backend!.fallbacks);
      stepper.step();
      // The mean that a learned graph is held to gets memory of its own when it first moves, in the second step.
      stepper.step();
      const live = engine.memory.live;
      stepper.step();
      const fallen = [...engine.backend!.fallbacks].filter(([op, times]) => times !== (before.get(op) ?? 0));
      assert.deepEqual(fallen, [], name);
      assert.equal(engine.memory.live, live, name);
      assert(stepper.losses.every(Number.isFinite));
    }
  });
}

Deno.test("the learned graph's step: memory grows with the spots, and 200,000 of them fit", async () => {
  const engine = await openEngine({ engine: "native" });
  const peak = async (n: number): Promise<number> => {
    const stepper = pragaStepper(engine, pragaProblem(n));
    const { reading } = await engine.meter(() => {
      stepper.step();
      stepper.step();
    });
    return reading.peak - reading.before;
  };
  const [small, large] = [await peak(1000), await peak(2000)];
  assert(large / small < 2.2, `${small} bytes for 1,000 spots, ${large} for 2,000`);
  const most = large * MOST_SPOTS / 2000;
  assert(most < 24 * GIBIBYTE, `${(most / GIBIBYTE).toFixed(1)} GiB`);
});
