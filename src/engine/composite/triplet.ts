import type { Engine } from "../engine.ts";
import type { TripletForm } from "../ops/triplet.ts";
import type { Tensor } from "../tf.ts";
import { gatherRows } from "./gather_rows.ts";

/** Added to every coordinate of a difference, so that no distance is 0. */
const OFFSET = 1e-6;

/** The triplet loss in the library's own ops. */
export function tripletComposite(engine: Engine, z: Tensor, { triplets, margin }: TripletForm): Tensor {
  const { tf } = engine;
  const count = triplets.length / 3;
  if (count === 0) return tf.mul(tf.sum(z), 0);
  const rows = (which: number): Tensor => {
    const picked = Int32Array.from({ length: count }, (_, t) => triplets[3 * t + which]!);
    return gatherRows(engine, z, picked);
  };
  const anchor = rows(0);
  const distance = (other: Tensor): Tensor => tf.sqrt(tf.sum(tf.square(tf.add(tf.sub(anchor, other), OFFSET)), 1));
  return tf.mean(tf.relu(tf.add(tf.sub(distance(rows(1)), distance(rows(2))), margin)));
}
