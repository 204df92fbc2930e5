import type { Annotated } from "../data/annotated.ts";
import { type EngineOptions, openEngine } from "../engine/open_engine.ts";
import type { InputOptions, Method } from "../methods/method.ts";
import { standIn } from "../train/stand_in.ts";
import { Training } from "../train/training.ts";

/** Spots of the stand-in: as many as every method can be tried on. */
const N_OBS = 1500;

/** Names of a method's loss terms, learned by one update on a stand-in with the object's modalities. */
export async function termNames(
  data: Annotated,
  method: Method,
  options: InputOptions & EngineOptions,
): Promise<string[]> {
  const { modalities } = method.inputs(data, options);
  const widths = Object.fromEntries(modalities.map(({ name, nFeatures }) => [name, nFeatures]));
  const inputs = method.inputs(standIn(method, { nObs: N_OBS, modalities: widths }, options), options);
  const engine = await openEngine(options);
  const training = await Training.open({ method, engine, inputs, seed: 0, nEpochs: 1 });
  try {
    return Object.keys((await training.step()).terms);
  } finally {
    training.dispose();
  }
}
