import { WeftError } from "../../core/error.ts";
import type { Method } from "../../methods/method.ts";
import { plainVariant, type Variant } from "../variant.ts";
import { valueText } from "./grid_variants.ts";

/** Methods to compare: a list, or by the names that the table shall say. */
export type Compared = readonly Method[] | Readonly<Record<string, Method>>;

/**
 * A variant a method. Methods of one name are told apart by preset, by the settings in which they differ, or by number.
 *
 * @throws {WeftError} `TooSmall` without methods.
 */
export function comparisonVariants(compared: Compared): Variant[] {
  const isList = Array.isArray(compared);
  const given: [string | undefined, Method][] = isList
    ? (compared as readonly Method[]).map((method) => [undefined, method])
    : Object.entries(compared as Readonly<Record<string, Method>>);
  if (given.length === 0) throw new WeftError("TooSmall", { expected: "at least one method", found: "none" });
  const methods = given.map(([, method]) => method);
  const variants = given.map(([name, method]) => plainVariant(name ?? tellApart(method, methods), method));
  const seen = new Map<string, number>();
  return variants.map((variant) => {
    const count = (seen.get(variant.name) ?? 0) + 1;
    seen.set(variant.name, count);
    return count === 1 ? variant : { ...variant, name: `${variant.name} #${count}` };
  });
}

function tellApart(method: Method, all: readonly Method[]): string {
  const alike = all.filter((other) => other.name === method.name);
  if (alike.length === 1) return method.name;
  const notes: string[] = [];
  if (alike.some(({ preset }) => preset !== method.preset)) notes.push(method.preset);
  const peers = alike.filter(({ preset }) => preset === method.preset);
  for (const [setting, value] of Object.entries(method.config)) {
    const text = valueText(value);
    if (peers.some(({ config }) => valueText(config[setting]) !== text)) notes.push(`${setting}=${text}`);
  }
  return notes.length === 0 ? method.name : `${method.name} (${notes.join(", ")})`;
}
