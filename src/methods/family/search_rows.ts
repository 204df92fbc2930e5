import type { Engine } from "../../engine/engine.ts";
import type { Tensor } from "../../engine/tf.ts";
import type { DenseLike } from "../../linalg/mod.ts";
import type { Clock } from "../method.ts";
import type { PrototypeSearch } from "./prototypes.ts";

/** Rows that a rehearsal looks at: its memory is that of all, its time is not. */
const REHEARSED_ROWS = 200;

/** What a search before an epoch is told by its clock; its randomness has that label. */
export function searchOf(
  { rng, signal, isRehearsal = false }: Clock,
  label: string,
): Pick<PrototypeSearch, "rng" | "signal" | "maxRows"> {
  return { rng: rng.split(label), signal, maxRows: isRehearsal ? REHEARSED_ROWS : undefined };
}

/**
 * Rows that prototypes are looked for in; `undefined` where they are not finite: the loss that follows is not
 * either then, and its error tells terms and cause and keeps the last sound state.
 *
 * @param compute Makes them, `nObs × nLatent`; runs inside `engine.run`.
 */
export async function searchRows(engine: Engine, compute: () => Tensor): Promise<DenseLike | undefined> {
  const z = engine.run(compute);
  const [nRows, nCols] = z.shape as [number, number];
  const data = await engine.read(z);
  z.dispose();
  return data.every(Number.isFinite) ? { data, nRows, nCols } : undefined;
}
