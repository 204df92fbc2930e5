import { WeftError } from "../core/error.ts";

/** The keys of an option that takes one or several; `name` is the option's name. */
export function keyList(keys: string | readonly string[], name: string): readonly string[] {
  if (typeof keys === "string") return [keys];
  if (keys.length > 0) return keys;
  throw new WeftError("TooSmall", { expected: `at least one name in ${name}`, found: "none" });
}
