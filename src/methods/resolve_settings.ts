import { checkOneOf, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";

/**
 * The settings of a preset with some changed; a setting that is `undefined` counts as not given. Values are the method's
 * to check.
 *
 * @throws {WeftError} `InvalidArgument` when there is no such preset or setting.
 */
export function resolveSettings<T extends object>(
  method: string,
  presets: Readonly<Record<string, T>>,
  preset: string,
  change: Readonly<Record<string, unknown>>,
): T {
  checkOneOf(preset, "preset", Object.keys(presets));
  const base = presets[preset]!;
  const unknown = Object.keys(change).filter((name) => !Object.hasOwn(base, name));
  if (unknown.length > 0) {
    throw new WeftError("InvalidArgument", {
      expected: `settings of ${method} (${Object.keys(base).join(", ")})`,
      found: unknown.map(show).join(", "),
    });
  }
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  return { ...base, ...given };
}
