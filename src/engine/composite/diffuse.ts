import type { EdgeStructure } from "../edge_structure.ts";
import type { Engine } from "../engine.ts";
import { spmmEdges } from "../ops/spmm_edges.ts";
import type { Tensor } from "../tf.ts";

/** `Σ_t Aᵗ Σ_s c_ts x_s`, power by power and input by input. */
export function diffuseComposite(
  engine: Engine,
  structure: EdgeStructure,
  values: Tensor,
  inputs: readonly Tensor[],
  coefficients: readonly (readonly number[])[],
): Tensor {
  const { tf } = engine;
  const terms = inputs.flatMap((input, s) => {
    let power = input;
    return coefficients.map((row, t) => {
      if (t > 0) power = spmmEdges(engine, structure, values, power);
      return tf.mul(power, row[s]!) as Tensor;
    });
  });
  return tf.addN(terms);
}
