import type { Engine } from "../../engine/engine.ts";
import { localOrder } from "../../engine/local_order.ts";
import { placesOf, reorderOperator, reorderRows } from "../../engine/reorder.ts";
import type { SparseOperator } from "../../engine/sparse_operator.ts";
import { constantFeatures } from "../../nn/sage_conv.ts";
import type { SmartInputs } from "./inputs.ts";
import type { SmartBatch, SmartModalityBatch } from "./loss.ts";

/**
 * Puts the constants of training on the engine. In large tissues neighbours are moved close to each other, which no loss
 * can tell: each is a mean over spots or over triplets, whose rows move along.
 *
 * @param given What decoders average over.
 * @param triplets Each modality's triplets, in the order of the inputs.
 * @param along What encoders propagate along; the same unless told.
 */
export function smartBatch(
  engine: Engine,
  { nObs, modalities }: SmartInputs,
  given: SparseOperator,
  triplets: readonly Int32Array[],
  along: SparseOperator = given,
): SmartBatch {
  const order = localOrder(given);
  const operator = order ? reorderOperator(given, order) : given;
  const encoderOperator = along === given ? operator : order ? reorderOperator(along, order) : along;
  const places = order && placesOf(order);
  const batches = modalities.map(({ name, nFeatures, data }, m): SmartModalityBatch => {
    const rows = order ? reorderRows(data, nFeatures, order) : data;
    const features = constantFeatures(engine, rows, [nObs, nFeatures], encoderOperator);
    return { name, features, triplets: places ? triplets[m]!.map((spot) => places[spot]!) : triplets[m]! };
  });
  const dispose = () => {
    for (const { features: { constant, aggregated } } of batches) engine.tf.dispose([constant, aggregated]);
  };
  return { modalities: batches, operator, encoderOperator, dispose };
}
