/** Every op that layers and losses are made of, with small inputs: what an engine must be able to do. */
import { Rng } from "../../src/core/rng.ts";
import type { Engine, Tensor } from "../../src/engine/mod.ts";
import { appnp } from "../../src/engine/ops/appnp.ts";
import { attentionFusion } from "../../src/engine/ops/attention_fusion.ts";
import { batchNorm } from "../../src/engine/ops/batch_norm.ts";
import { dense } from "../../src/engine/ops/dense.ts";
import { dropout } from "../../src/engine/ops/dropout.ts";
import { edgeDistance } from "../../src/engine/ops/edge_distance.ts";
import { edgeSmoothness } from "../../src/engine/ops/edge_smoothness.ts";
import { edgeSoftmax } from "../../src/engine/ops/edge_softmax.ts";
import { gcn } from "../../src/engine/ops/gcn.ts";
import { infoNceOp } from "../../src/engine/ops/info_nce.ts";
import { isometryOp } from "../../src/engine/ops/isometry.ts";
import { klGaussianOp } from "../../src/engine/ops/kl_gaussian.ts";
import { likelihood, type LikelihoodSettings } from "../../src/engine/ops/likelihood.ts";
import { mseOp } from "../../src/engine/ops/mse.ts";
import { nearestPrototypeOp } from "../../src/engine/ops/nearest_prototype.ts";
import { normalizeEdges } from "../../src/engine/ops/normalize_edges.ts";
import { nuclearNormOp } from "../../src/engine/ops/nuclear_norm.ts";
import { prototypeRatioOp } from "../../src/engine/ops/prototype_ratio.ts";
import { reverseGradient } from "../../src/engine/ops/reverse_gradient.ts";
import { sage } from "../../src/engine/ops/sage.ts";
import { sample } from "../../src/engine/ops/sample.ts";
import { sddmm } from "../../src/engine/ops/sddmm.ts";
import { softmaxCrossEntropyOp } from "../../src/engine/ops/softmax_cross_entropy.ts";
import { spmm } from "../../src/engine/ops/spmm.ts";
import { spmmEdges } from "../../src/engine/ops/spmm_edges.ts";
import { sumTermsOp } from "../../src/engine/ops/sum_terms.ts";
import { tripletOp } from "../../src/engine/ops/triplet.ts";
import { unitRows } from "../../src/engine/ops/unit_rows.ts";
import { randomEdges, randomStructure } from "./edges.ts";
import { randomOperator } from "./helpers.ts";

/** An op of inputs that it has gradients for. */
export interface TableOp {
  /** Its name, and what distinguishes this use of it. */
  readonly name: string;
  /** Shapes of the inputs. */
  readonly shapes: readonly (readonly number[])[];
  /** The op itself. */
  readonly op: (engine: Engine, inputs: readonly Tensor[]) => Tensor;
  /** Whether inputs must be positive. */
  readonly positive?: boolean;
  /** Whether there are gradients; yes unless said otherwise. */
  readonly differentiable?: boolean;
}

const N = 17, WIDTH = 5;
const X = [N, WIDTH] as const;
const operator = randomOperator(new Rng(1), N);
const directed = randomStructure(new Rng(2), N, 11);
const { structure: undirected } = randomEdges(new Rng(3), N);
const edges = [undirected.nValues] as const;
const triplets = Int32Array.from({ length: 60 }, (_, i) => (i * i + 3 * (i % 3)) % N);
const labels = (engine: Engine) => engine.tf.tensor1d(Int32Array.from({ length: N }, (_, i) => i % WIDTH), "int32");
const fixed = (engine: Engine, seed: number, shape: readonly number[], of = (rng: Rng) => rng.normal()) => {
  const rng = new Rng(seed);
  return engine.tensor(Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => of(rng)), shape);
};
const counts = (engine: Engine) => fixed(engine, 8, X, (rng) => rng.uniform() < 0.5 ? 0 : rng.integer(40));

function normed(training: boolean): TableOp {
  return {
    name: `batchNorm, ${training ? "training" : "evaluation"}`,
    shapes: [X, [WIDTH], [WIDTH]],
    op: (engine, [x, gamma, beta]) => {
      const moment = (value: number) => engine.tf.variable(engine.tf.fill([WIDTH], value), false);
      const running = { means: moment(0.1), variances: moment(2) };
      const form = { training, epsilon: 1e-3, momentum: 0.1, activation: "relu" } as const;
      const y = batchNorm(engine, { x: x!, gamma: gamma!, beta: beta! }, running, form);
      engine.tf.dispose(Object.values(running));
      return y;
    },
  };
}

function likelihoodOf(settings: LikelihoodSettings): TableOp {
  const names = { gaussian: 1, poisson: 1, nb: 2, zinb: 3 }[settings.family];
  return {
    name: `likelihood, ${settings.family}${settings.logit ? " of logits" : ""}${
      settings.softmaxMean ? " of a softmax" : ""
    }`,
    shapes: [X, X, X].slice(0, names),
    positive: !settings.logMean,
    op: (engine, [mean, theta, dropout]) => {
      const odds = dropout && !settings.logit ? engine.tf.sigmoid(dropout) as Tensor : dropout;
      return likelihood(engine, { x: counts(engine), mean: mean!, theta, dropout: odds }, { ...settings, scale: 0.1 });
    },
  };
}

/** The table. */
export const OPS: readonly TableOp[] = [
  { name: "spmm", shapes: [X], op: (engine, [x]) => spmm(engine, operator, x!) },
  {
    name: "spmmEdges, directed",
    shapes: [[directed.nValues], [11, WIDTH]],
    op: (engine, [values, x]) => spmmEdges(engine, directed, values!, x!),
  },
  {
    name: "spmmEdges, undirected",
    shapes: [edges, X],
    op: (engine, [values, x]) => spmmEdges(engine, undirected, values!, x!),
  },
  { name: "sddmm, directed", shapes: [X, [11, WIDTH]], op: (engine, [a, b]) => sddmm(engine, directed, a!, b!) },
  { name: "sddmm, undirected", shapes: [X, X], op: (engine, [a, b]) => sddmm(engine, undirected, a!, b!) },
  {
    name: "edgeSoftmax",
    shapes: [[directed.nValues]],
    op: (engine, [values]) => edgeSoftmax(engine, directed, values!, { temperature: 0.3 }),
  },
  {
    name: "normalizeEdges",
    shapes: [edges],
    positive: true,
    op: (engine, [p]) => normalizeEdges(engine, undirected, p!),
  },
  {
    name: "edgeDistance",
    shapes: [edges],
    op: (engine, [a]) => edgeDistance(engine, undirected, a!, fixed(engine, 4, edges)),
  },
  { name: "edgeSmoothness", shapes: [X], op: (engine, [z]) => edgeSmoothness(engine, z!, operator.forward) },
  { name: "appnp", shapes: [X], op: (engine, [x]) => appnp(engine, operator, x!, { alpha: 0.2, steps: 3 }) },
  {
    name: "gcn",
    shapes: [X, [WIDTH, 3], [3]],
    op: (engine, [x, weight, bias]) =>
      gcn(engine, x!, { weight: weight!, bias: bias! }, operator, { activation: "relu" }),
  },
  {
    name: "sage",
    shapes: [X, [WIDTH, 6], [WIDTH, 6], [6]],
    op: (engine, [x, neighbor, self, bias]) => {
      const weights = { neighbor: neighbor!, self: self!, bias: bias! };
      return sage(engine, { x: x! }, weights, operator, { relu: true, normalize: true });
    },
  },
  ...(["none", "relu", "leakyRelu", "elu", "tanh", "sigmoid"] as const).map((activation): TableOp => ({
    name: `dense, ${activation}`,
    shapes: [X, [N, 2], [WIDTH + 2, 4], [4]],
    op: (engine, [x, y, weight, bias]) => dense(engine, { x: [x!, y!], weight: weight!, bias: bias! }, { activation }),
  })),
  {
    name: "attentionFusion",
    shapes: [X, X, [WIDTH, 3], [3]],
    op: (engine, [a, b, weight, u]) => attentionFusion(engine, { inputs: [a!, b!], weight: weight!, u: u! }).fused,
  },
  normed(true),
  normed(false),
  {
    name: "dropout",
    shapes: [X],
    op: (engine, [x]) => dropout(engine, x!, { rate: 0.4, seed: 2 ** 40 + 1, step: 3 }),
  },
  {
    name: "sample",
    shapes: [X, X],
    op: (engine, [mean, logVar]) => sample(engine, { mean: mean!, logVar: logVar! }, fixed(engine, 5, X)),
  },
  { name: "reverseGradient", shapes: [X], op: (engine, [x]) => reverseGradient(engine, x!, 0.5) },
  { name: "unitRows", shapes: [X], op: (engine, [x]) => unitRows(engine, x!) },
  { name: "mse", shapes: [X], op: (engine, [x]) => mseOp(engine, x!, fixed(engine, 6, X)) },
  { name: "sumTerms", shapes: [[], []], op: (engine, [a, b]) => sumTermsOp(engine, [a!, b!], [0.5, 2]) },
  { name: "triplet", shapes: [X], op: (engine, [z]) => tripletOp(engine, z!, { triplets, margin: 1 }) },
  {
    name: "infoNce",
    shapes: [X, X],
    op: (engine, [a, b]) => infoNceOp(engine, a!, b!, { block: 7, temperature: 0.2 }),
  },
  {
    name: "isometry",
    shapes: [X, [N, 3]],
    op: (engine, [u, v]) => isometryOp(engine, u!, v!, Int32Array.from({ length: N }, (_, i) => i % 3)),
  },
  {
    name: "klGaussian",
    shapes: [X, X, X, X],
    op: (engine, [mean, logVar, m, v]) =>
      klGaussianOp(engine, { mean: mean!, logVar: logVar! }, { mean: m!, logVar: v! }),
  },
  {
    name: "softmaxCrossEntropy",
    shapes: [X],
    op: (engine, [x]) => softmaxCrossEntropyOp(engine, x!, labels(engine), { temperature: 0.7 }),
  },
  {
    name: "prototypeRatio",
    shapes: [X],
    op: (engine, [x]) => prototypeRatioOp(engine, x!, labels(engine), { temperature: 0.8 }),
  },
  {
    name: "nearestPrototype",
    shapes: [X, [WIDTH, 4]],
    differentiable: false,
    op: (engine, [x, prototypes]) => nearestPrototypeOp(engine, x!, prototypes!),
  },
  likelihoodOf({ family: "gaussian" }),
  likelihoodOf({ family: "poisson", logMean: true }),
  likelihoodOf({ family: "nb" }),
  likelihoodOf({ family: "zinb" }),
  likelihoodOf({ family: "zinb", logMean: true, logTheta: true, logit: true }),
  likelihoodOf({ family: "nb", softmaxMean: true }),
  { name: "nuclearNorm", shapes: [X], op: (engine, [x]) => nuclearNormOp(engine, x!) },
];
