// deno-lint-ignore-file camelcase -- names as the reference files have them
import type { Engine, Tensor } from "../../../../src/engine/mod.ts";
import { sparseOperator } from "../../../../src/engine/mod.ts";
import { Graph } from "../../../../src/graph/graph.ts";
import {
  infoNce,
  isometry,
  klGaussian,
  laplacian,
  nuclearNorm,
  prototypeCrossEntropy,
  prototypeLabels,
  prototypeRatio,
  softmaxCrossEntropy,
  triplet,
} from "../../../../src/loss/mod.ts";
import { History, stopOnSlope } from "../../../../src/train/mod.ts";
import type { Answer, OpCase } from "./op_case.ts";

/** Loss terms with their gradients, and the rule that watches them. */
export const losses: Readonly<Record<string, Answer>> = {
  triplet(op, engine) {
    const triplets = op.ints("in/triplets");
    compareLoss(op, engine, (z) => triplet(engine, z, triplets, { margin: 0.5 }));
    const each = Array.from(
      { length: triplets.length / 3 },
      (_, t) =>
        engine.run(() =>
          triplet(engine, op.tensor(engine, "in/z"), triplets.slice(3 * t, 3 * t + 3), { margin: 0.5 }).dataSync()[0]!
        ),
    );
    op.compare("out/per_triplet", each);
  },
  laplacian(op, engine) {
    const edges = { nNodes: 12, sources: op.ints("in/source"), targets: op.ints("in/target") };
    const { forward } = sparseOperator(Graph.fromEdges(edges).adjacency);
    compareLoss(op, engine, (z) => laplacian(engine, z, forward));
  },
  info_nce_block4: contrast(4),
  info_nce_block12: contrast(12),
  isda_cross_entropy_reference(op, engine) {
    const labels = op.ints("in/y");
    const logits = (z: Tensor, w: Tensor) => engine.tf.matMul(z as never, w as never, false, true) as Tensor;
    compareTerm(op, engine, "loss", ["z", "w"], (z, w) => softmaxCrossEntropy(engine, logits(z!, w!), labels));
  },
  isometry(op, engine) {
    compareTerm(op, engine, "loss", ["u", "v"], (u, v) => isometry(engine, u!, v!, op.ints("in/m")));
  },
  kl_gaussian(op, engine) {
    compareTerm(op, engine, "kl", ["mu", "logvar", "mu0", "logvar0"], (mean, logVar, mean0, logVar0) => {
      return klGaussian(engine, { mean: mean!, logVar: logVar! }, { mean: mean0!, logVar: logVar0! });
    });
  },
  nuclear_norm: nuclear,
  nuclear_norm_illcond: nuclear,
  nuclear_norm_rank3: nuclear,
  nuclear_norm_wide: nuclear,
  bnm_softmax_head(op, engine) {
    const { tf } = engine;
    compareTerm(op, engine, "loss", ["z", "w", "bias"], (z, w, bias) => {
      const logits = tf.add(tf.matMul(z as never, w as never, false, true), bias!);
      return tf.div(nuclearNorm(engine, tf.softmax(logits)), -z!.shape[0]!);
    });
  },
  prototype_cross_entropy(op, engine) {
    compareTerm(
      op,
      engine,
      "loss",
      ["z", "mu"],
      (z, mu) => prototypeCrossEntropy(engine, z!, mu!, { temperature: 1.5 }),
    );
  },
  prototype_labels(op, engine) {
    const { label, soft } = engine.run(() => {
      const [z, mu] = [op.tensor(engine, "in/z"), op.tensor(engine, "in/mu")];
      const scores = engine.tf.div(engine.tf.matMul(z as never, mu as never, false, true), 2);
      return {
        label: prototypeLabels(engine, z, mu).dataSync().slice(),
        soft: engine.tf.softmax(scores).dataSync().slice(),
      };
    });
    op.equal("out/label", label);
    op.compare("out/soft", soft);
  },
  prototype_ratio_loss(op, engine) {
    compareTerm(op, engine, "loss", ["z", "mu"], (z, mu) => prototypeRatio(engine, z!, mu!));
  },
  prototype_ratio_loss_large(op, engine) {
    compareLoss(op, engine, (z) => prototypeRatio(engine, z, op.tensor(engine, "in/mu")));
  },
  early_stop(op) {
    const [triplets, recon, recon2] = ["triplet", "recon", "recon2"].map((name) => op.array(`in/${name}`).data);
    const curves = triplets as Float64Array;
    op.equal("out/stop_epoch", [
      stopEpoch(curves, recon as Float64Array, 10),
      stopEpoch(curves, recon as Float64Array, 20),
      stopEpoch(curves, recon2 as Float64Array, 10),
      stopEpoch(curves.slice(0, 40), recon as Float64Array, 10),
    ]);
  },
};

function compareLoss(op: OpCase, engine: Engine, term: (z: Tensor) => Tensor): void {
  compareTerm(op, engine, "loss", ["z"], (z) => term(z!));
}

/** Holds a term and its gradients in the named inputs to what is stored under `out` and `grad`. */
export function compareTerm(
  op: OpCase,
  engine: Engine,
  out: string,
  names: readonly string[],
  term: (...inputs: Tensor[]) => Tensor,
): void {
  const found = engine.run(() => {
    const inputs = names.map((name) => op.tensor(engine, `in/${name}`));
    const upstream = op.array(`gy/${out}`) === undefined ? 1 : op.floats(`gy/${out}`)[0]!;
    const score = (...all: Tensor[]) => engine.tf.mul(term(...all), upstream);
    const gradients = engine.tf.grads(score as never)(inputs);
    return {
      value: term(...inputs).dataSync().slice(),
      gradients: gradients.map((gradient) => gradient.dataSync().slice()),
    };
  });
  op.compare(`out/${out}`, found.value);
  names.forEach((name, i) => op.compare(`grad/${name}`, found.gradients[i]!));
}

function nuclear(op: OpCase, engine: Engine): void {
  compareTerm(op, engine, "nuclear", ["y"], (y) => nuclearNorm(engine, y!));
}

function contrast(blockSize: number): Answer {
  return (op, engine) =>
    compareTerm(op, engine, "loss", ["z1", "z2"], (a, b) => infoNce(engine, a!, b!, { blockSize }));
}

/** The 1-based epoch before whose update the training ends; −1 when it does not. */
function stopEpoch(triplets: Float64Array, recon: Float64Array, window: number): number {
  const { beforeEpoch } = stopOnSlope({ window, threshold: 1e-4, groups: ["triplet", "recon"] });
  const history = new History();
  for (let epoch = 0; epoch < triplets.length; epoch++) {
    if (beforeEpoch!({ epoch, nEpochs: triplets.length, history })) return epoch + 1;
    const terms = { triplet: triplets[epoch]!, recon: recon[epoch]! };
    history.add({ total: terms.triplet + terms.recon, terms, weights: { triplet: 1, recon: 1 } });
  }
  return -1;
}
