// deno-lint-ignore-file camelcase -- names as the reference files have them
import { cosineLr } from "../../../../src/core/mod.ts";
import { gradientNorm } from "../../../../src/engine/ops/gradient_norm.ts";
import type { Engine, Tensor } from "../../../../src/engine/mod.ts";
import { Adam, type AdamOptions, ParameterSet, Sgd, type SgdOptions } from "../../../../src/nn/mod.ts";
import type { Answer } from "./op_case.ts";

/** Optimisers and schedules over given gradients. */
export const optimizers: Readonly<Record<string, Answer>> = {
  adam: adam({ lr: 0.01 }),
  adam_eps: adam({ lr: 0.01, epsilon: 0.001 }),
  adam_weight_decay: adam({ lr: 0.01, weightDecay: 0.1 }),
  sgd_momentum: sgd({ lr: 0.01, momentum: 0.9 }),
  sgd_momentum_weight_decay: sgd({ lr: 0.01, momentum: 0.9, weightDecay: 0.1 }),
  cosine_lr(op) {
    op.compare("out/lr", Array.from({ length: 41 }, (_, t) => cosineLr(t, { lr: 1e-3, nSteps: 40 })));
  },
  async clip_norm(op, engine) {
    const parameters = new ParameterSet(engine);
    parameters.add("g", { shape: [7], data: new Float32Array(7) });
    // Without memory Adam's first moment is the clipped gradient itself.
    const clipping = new Adam(engine, { lr: 0, beta1: 0, gradClip: 1 });
    engine.run(() => clipping.step(parameters.trainable, new Map([["g", op.tensor(engine, "in/g")]])));
    op.compare("out/g", (await clipping.save()).tensors.get("m/g")!.data);
    const norm = engine.run(() => gradientNorm(engine, [op.tensor(engine, "in/g")]));
    op.compare("out/norm", [typeof norm === "number" ? norm : (await engine.read(norm))[0]!]);
    clipping.dispose();
    parameters.dispose();
  },
};

interface Optimizer {
  step(...of: Parameters<Adam["step"]>): void;
  dispose(): void;
}

function adam(options: AdamOptions): Answer {
  return steps((engine) => new Adam(engine, options));
}

function sgd(options: SgdOptions): Answer {
  return steps((engine) => new Sgd(engine, options));
}

function steps(make: (engine: Engine) => Optimizer): Answer {
  return async (op, engine) => {
    const parameters = new ParameterSet(engine);
    parameters.add("p", { shape: [6], data: op.floats("in/p") });
    const optimizer = make(engine);
    const path: number[] = [];
    for (let t = 0; t < 6; t++) {
      const gradient = op.floats("in/grads").slice(6 * t, 6 * t + 6);
      engine.run(() => {
        const gradients = new Map<string, Tensor>([["p", engine.tensor(gradient, [6])]]);
        optimizer.step(parameters.trainable, gradients);
      });
      path.push(...(await parameters.save()).get("p")!.data);
    }
    op.compare("out/p", path);
    optimizer.dispose();
    parameters.dispose();
  };
}
