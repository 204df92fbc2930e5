import type { Json } from "../wire/message.ts";

/** A trait that holds another model names it so. */
const REFERENCE = /"IPY_MODEL_([^"]+)"/g;

/**
 * Those of a notebook's saved states that some views need: of the models themselves and of all that they refer to.
 *
 * @param states Saved states by id of their model.
 * @param shown Ids of the models that are shown.
 */
export function earlierStates(states: Json, shown: readonly string[]): Json {
  const kept: Record<string, unknown> = {};
  const waiting = [...shown];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (Object.hasOwn(kept, id) || !Object.hasOwn(states, id)) continue;
    kept[id] = states[id];
    for (const [, other] of JSON.stringify(states[id]).matchAll(REFERENCE)) waiting.push(other!);
  }
  return kept;
}
