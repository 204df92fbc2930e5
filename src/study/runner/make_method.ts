import type { Method } from "../../methods/method.ts";
import { methods } from "../../methods/methods.ts";
import { digestJson } from "../cache/digest.ts";
import type { MethodSpec } from "./task.ts";

/** The method of a description; `undefined` when it is none of weft's, or has settings that its description cannot give. */
export function makeMethod({ name, preset, config }: Omit<MethodSpec, "withoutTerms">): Method | undefined {
  if (!Object.hasOwn(methods, name)) return undefined;
  const made = methods[name]!({ ...config, preset });
  return digestJson(made.config) === digestJson(config) ? made : undefined;
}
