import type { Engine } from "../../src/engine/engine.ts";
import { dense } from "../../src/engine/ops/dense.ts";
import { edgeDistance } from "../../src/engine/ops/edge_distance.ts";
import { mixedProduct } from "../../src/engine/ops/mixed_product.ts";
import { moveTowards } from "../../src/engine/ops/move_towards.ts";
import { mseOp } from "../../src/engine/ops/mse.ts";
import { normalizeEdges } from "../../src/engine/ops/normalize_edges.ts";
import { spmm } from "../../src/engine/ops/spmm.ts";
import { sumTermsOp } from "../../src/engine/ops/sum_terms.ts";
import { sparseOperator } from "../../src/engine/sparse_operator.ts";
import type { Tensor, Variable } from "../../src/engine/tf.ts";
import { undirectedEdges } from "../../src/engine/undirected_edges.ts";
import { Sgd } from "../../src/nn/sgd.ts";
import { N_FEATURES, type PragaProblem } from "./praga_problem.ts";
import { Stepper } from "./stepper.ts";

/** The step of {@linkcode PragaProblem} on an engine. */
export function pragaStepper(engine: Engine, { features, spatial, learned, weights }: PragaProblem): Stepper {
  const nObs = features[0]!.length / N_FEATURES;
  const x = features.map((data) => engine.tensor(data, [nObs, N_FEATURES]));
  const operator = sparseOperator(spatial.adjacency);
  const graphs = learned.map(({ adjacency }) => undirectedEdges(adjacency));
  const first = new Map(weights);
  graphs.forEach(({ weights: data }, m) => first.set(`edges${m}`, { shape: [data.length], data }));
  const references = graphs.map(({ weights: data }) => {
    return engine.tf.variable(engine.tensor(data, [data.length]), false) as Variable;
  });

  const loss = (parameter: (name: string) => Tensor, step: number): Tensor => {
    const linear = (input: Tensor | readonly Tensor[], name: string) =>
      dense(engine, { x: input, weight: parameter(`${name}.weight`), bias: parameter(`${name}.bias`) });
    const adjacency = graphs.map(({ structure }, m) => normalizeEdges(engine, structure, parameter(`edges${m}`)));
    if (step > 0) references.forEach((mean, m) => moveTowards(engine, mean, adjacency[m]!, 0.9));
    const hidden = graphs.map(({ structure }, m) => {
      const y = dense(engine, { x: x[m]!, weight: parameter(`encoder${m}.weight`) }, { constant: true });
      return mixedProduct(engine, { operator, structure }, {
        values: adjacency[m]!,
        x: y,
        fixed: parameter(`mix${m}.spatial`),
        learned: parameter(`mix${m}.feature`),
        all: parameter(`mix${m}.bias`),
      });
    });
    const z = linear(linear(hidden, "fc1"), "fc2");
    const terms = graphs.flatMap(({ structure }, m) => [
      mseOp(engine, spmm(engine, operator, dense(engine, { x: z, weight: parameter(`decoder${m}.weight`) })), x[m]!),
      edgeDistance(engine, structure, adjacency[m]!, references[m]!),
    ]);
    return sumTermsOp(engine, terms, [5, 0.5, 5, 0.5]);
  };
  return new Stepper({ engine, weights: first, optimizer: new Sgd(engine, SGD), loss });
}

const SGD = { lr: 0.001, momentum: 0.9, weightDecay: 5e-3 } as const;
