import { describeEngines, type EngineOptions, type EngineReport } from "../engine/mod.ts";

/**
 * Says which tensor engine a training takes here, on how many threads and why, and which others could be had or what they
 * lack.
 *
 * @param options `engine`: ask for one by name.
 * @returns A record that shows itself in a notebook.
 * @throws {WeftError} `InvalidArgument` for an unknown name; `Failed` when the engine asked for by name cannot be had.
 *
 * @example
 * ```ts
 * import * as wf from "weft";
 * import assert from "node:assert/strict";
 *
 * const { name, choices } = await wf.engine();
 * assert(choices.some((choice) => choice.name === name && choice.available));
 * ```
 */
export function engine(options: EngineOptions = {}): Promise<EngineReport> {
  return describeEngines(options);
}
