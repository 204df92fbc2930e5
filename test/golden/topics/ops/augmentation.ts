// deno-lint-ignore-file camelcase -- names as the reference files have them
import { isda } from "../../../../src/loss/mod.ts";
import { DATASETS, PRESETS } from "../../../../src/methods/crct/presets.ts";
import { augWeightAt, clusterWeightAt, strengthAt } from "../../../../src/methods/crct/schedule.ts";
import { augmentRows, ClassStatistics, ParameterSet } from "../../../../src/nn/mod.ts";
import { compareTerm } from "./losses.ts";
import type { Answer } from "./op_case.ts";

const NAMES = {
  hln: "hln",
  mouse_brain: "mouseBrain",
  simulation: "simulation",
  spots: "spots",
  stereo_cite: "stereoCite",
};

/** Semantic augmentation: schedules, class statistics and the closed form. */
export const augmentation: Readonly<Record<string, Answer>> = {
  crct_schedule(op) {
    for (const [theirs, ours] of Object.entries(NAMES)) {
      const config = { ...PRESETS.default, ...DATASETS[ours as keyof typeof DATASETS] };
      const letter = { ...config, betaStart: PRESETS.paper.betaStart };
      const { nEpochs } = config;
      const all = (value: (epoch: number) => number) =>
        Float64Array.from({ length: nEpochs }, (_, epoch) => value(epoch));
      op.compare(`${theirs}/lambda`, all((epoch) => augWeightAt(config, { epoch, nEpochs })));
      op.compare(`${theirs}/rho`, all((epoch) => strengthAt(config, { epoch, nEpochs })));
      op.compare(`${theirs}/beta_default`, all((epoch) => clusterWeightAt(config, { epoch, nEpochs })));
      op.compare(`${theirs}/beta_letter`, all((epoch) => clusterWeightAt(letter, { epoch, nEpochs })));
    }
  },
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
