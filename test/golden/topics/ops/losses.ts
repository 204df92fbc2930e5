// deno-lint-ignore-file camelcase -- names as the reference files have them
import type { Engine, Tensor } from "../../../../src/engine/mod.ts";
import { sparseOperator } from "../../../../src/engine/mod.ts";
import { Graph } from "../../../../src/graph/graph.ts";
import { laplacian, triplet } from "../../../../src/loss/mod.ts";
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
  const found = engine.run(() => {
    const z = op.tensor(engine, "in/z");
    const upstream = op.floats("gy/loss")[0]!;
    const gradient = engine.tf.grad(((x: Tensor) => engine.tf.mul(term(x), upstream)) as never)(z);
    return { loss: term(z).dataSync().slice(), gradient: gradient.dataSync().slice() };
  });
  op.compare("out/loss", found.loss);
  op.compare("grad/z", found.gradient);
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
