import type { Engine } from "../../engine/engine.ts";
import type { Tensor } from "../../engine/tf.ts";
import type { DenseLike } from "../../linalg/mod.ts";

/**
 * Rows that prototypes are looked for in, in doubles; `undefined` where they are not finite: the loss that follows is not
 * either then, and its error tells terms and cause and keeps the last sound state.
 *
 * @param compute Makes them, `nObs × nLatent`; runs inside `engine.run`.
 */
export async function searchRows(engine: Engine, compute: () => Tensor): Promise<DenseLike | undefined> {
  const z = engine.run(compute);
  const [nRows, nCols] = z.shape as [number, number];
  const data = Float64Array.from(await engine.read(z));
  z.dispose();
  return data.every(Number.isFinite) ? { data, nRows, nCols } : undefined;
}
