// deno-lint-ignore-file camelcase -- names as the reference files have them
import { runHostKernel } from "../../../../src/engine/kernels/host_kernel.ts";
import { sumOfSquaresKernel } from "../../../../src/engine/kernels/sum_of_squares.ts";
import { Adam, type AdamOptions, ParameterSet } from "../../../../src/nn/mod.ts";
import type { Answer } from "./op_case.ts";

/** Optimisers over given gradients. */
export const optimizers: Readonly<Record<string, Answer>> = {
  adam: steps({ lr: 0.01 }),
  adam_eps: steps({ lr: 0.01, epsilon: 0.001 }),
  adam_weight_decay: steps({ lr: 0.01, weightDecay: 0.1 }),
  async clip_norm(op, engine) {
    const parameters = new ParameterSet(engine);
    parameters.add("g", { shape: [7], data: new Float32Array(7) });
    // Without memory Adam's first moment is the clipped gradient itself.
    const adam = new Adam(engine, { lr: 0, beta1: 0, gradClip: 1 });
    engine.run(() => adam.step(parameters.trainable, new Map([["g", op.tensor(engine, "in/g")]])));
    op.compare("out/g", (await adam.save()).moments.get("m/g")!.data);
    const squares = engine.run(() =>
      runHostKernel(engine, sumOfSquaresKernel, [op.tensor(engine, "in/g")], {})[0]!.dataSync()[0]!
    );
    op.compare("out/norm", [Math.sqrt(squares)]);
    adam.dispose();
    parameters.dispose();
  },
};

function steps(options: AdamOptions): Answer {
  return async (op, engine) => {
    const parameters = new ParameterSet(engine);
    parameters.add("p", { shape: [6], data: op.floats("in/p") });
    const adam = new Adam(engine, options);
    const path: number[] = [];
    for (let t = 0; t < 6; t++) {
      const gradient = op.floats("in/grads").slice(6 * t, 6 * t + 6);
      engine.run(() => adam.step(parameters.trainable, new Map([["p", engine.tensor(gradient, [6])]])));
      path.push(...(await parameters.save()).get("p")!.data);
    }
    op.compare("out/p", path);
    adam.dispose();
    parameters.dispose();
  };
}
