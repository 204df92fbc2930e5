import { loadBytes } from "../io/load_bytes.ts";
import type { Method } from "../methods/method.ts";
import { TrainedModel } from "./trained_model.ts";

/**
 * Reads a model that {@linkcode TrainedModel.save} wrote.
 *
 * @param path A safetensors file.
 * @param makeMethod The method's function, such as `smart`; settings come from the file.
 * @returns The model.
 * @throws {WeftError} `NotFound` or `Permission` when the file cannot be read, `Corrupt` when it is no model,
 * `InvalidArgument` when it is another method's.
 *
 * @example
 * ```ts
 * import { loadModel, TrainedModel } from "weft/train";
 * import { smart } from "weft/methods";
 * import assert from "node:assert/strict";
 *
 * const path = `${Deno.makeTempDirSync()}/smart.safetensors`;
 * await new TrainedModel({ method: smart({ margin: 1 }), layout: { modalities: [] }, weights: new Map() }).save(path);
 * assert.equal((await loadModel(path, smart)).method.config.margin, 1);
 * ```
 */
export async function loadModel(path: string, makeMethod: (options: never) => Method): Promise<TrainedModel> {
  return TrainedModel.fromBytes(await loadBytes(path), makeMethod);
}
