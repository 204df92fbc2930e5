// deno-lint-ignore-file camelcase -- names as the reference files have them
import { isda } from "../../../../src/loss/mod.ts";
import { augmentRows, ClassStatistics, ParameterSet } from "../../../../src/nn/mod.ts";
import { compareTerm } from "./losses.ts";
import type { Answer } from "./op_case.ts";

/** Semantic augmentation: class statistics and the closed form. */
export const augmentation: Readonly<Record<string, Answer>> = {
  async isda_statistics(op, engine) {
    const parameters = new ParameterSet(engine);
    const classes = new ClassStatistics(engine, parameters, "classes", { nClasses: 3, width: 5 });
    for (const batch of [0, 1]) {
      const labels = op.ints(`in/y${batch + 1}`);
      const augmented = engine.run(() => {
        const z = op.tensor(engine, `in/z${batch + 1}`), chosen = engine.tf.tensor1d(labels, "int32");
        const next = classes.updated(z, chosen);
        classes.assign(next);
        const noise = op.tensor(engine, "in/noise");
        const deviations = classes.deviations(next);
        return augmentRows(engine, z, { labels: chosen, deviations, noise, strength: 0.25 }).dataSync().slice();
      });
      const { counts, means, variances } = await classes.read();
      op.compare(`out/count${batch}`, counts);
      op.compare(`out/mean${batch}`, means);
      op.compare(`out/var${batch}`, variances);
      if (batch === 1) op.compare("out/augmented", augmented);
    }
    parameters.dispose();
  },
  isda_implicit_cross_entropy(op, engine) {
    const labels = op.ints("in/y");
    compareTerm(op, engine, "loss", ["z", "w", "bias"], (z, weight, bias) => {
      return isda(engine, z!, labels, { weight: weight!, bias: bias!, variances: op.tensor(engine, "in/var") });
    });
  },
};
