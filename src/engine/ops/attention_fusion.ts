import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { attentionWeights } from "./attention_weights.ts";
import { checkLikeRows } from "./check_like_rows.ts";
import { dense } from "./dense.ts";
import { weightedSum } from "./weighted_sum.ts";

/** Operands of {@linkcode attentionFusion}. */
export interface AttentionOperands {
  /** The embeddings to fuse, `n × d` each. */
  readonly inputs: readonly Tensor[];
  /** Projection of every input, `d × h`. */
  readonly weight: Tensor;
  /** Added to every projection, `h`; default none. */
  readonly bias?: Tensor | undefined;
  /** Weights of the score, `h × 1` or `h`. */
  readonly u: Tensor;
}

/** A fused embedding. */
export interface Attention {
  /** `n × d`. */
  readonly fused: Tensor;
  /** Share of each input in each row, `n × M`; rows sum to 1. */
  readonly weights: Tensor;
}

/** Attention over several embeddings of the same rows: scores `tanh(E W + b) u + 1e-6`, their softmax, the weighted sum. */
export function attentionFusion(engine: Engine, { inputs, weight, bias, u }: AttentionOperands): Attention {
  checkLikeRows(inputs);
  const projected = inputs.map((x) => bias ? dense(engine, { x, weight, bias }) : engine.tf.matMul(x, weight));
  const weights = attentionWeights(engine, projected, u);
  return { fused: weightedSum(engine, weights, inputs), weights };
}
