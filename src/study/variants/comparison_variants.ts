import { WeftError } from "../../core/error.ts";
import type { Method } from "../../methods/method.ts";
import { plainVariant, type Variant, type VariantSource } from "../variant.ts";
import { valueText } from "./grid_variants.ts";

/** A method that reads another object than the one that all are scored on: the same spots, prepared by its own recipe. */
export interface ComparedMethod extends VariantSource {
  /** The method. */
  readonly method: Method;
}

/** Methods to compare: a list, or by the names that the table shall say. */
export type Compared = readonly (Method | ComparedMethod)[] | Readonly<Record<string, Method | ComparedMethod>>;

/**
 * A variant a method. Methods of one name are told apart by preset, by the settings in which they differ, or by number.
 *
 * @throws {WeftError} `TooSmall` without methods.
 */
export function comparisonVariants(compared: Compared): Variant[] {
  const given = Array.isArray(compared)
    ? (compared as readonly (Method | ComparedMethod)[]).map((one) => [undefined, one] as const)
    : Object.entries(compared as Readonly<Record<string, Method | ComparedMethod>>);
  if (given.length === 0) throw new WeftError("TooSmall", { expected: "at least one method", found: "none" });
  const methods = given.map(([, one]) => methodOf(one));
  const variants = given.map(([name, one]): Variant => {
    const method = methodOf(one);
    const plain = plainVariant(name ?? tellApart(method, methods), method);
    if (!("method" in one)) return plain;
    const { method: _, ...source } = one;
    return { ...plain, source };
  });
  const seen = new Map<string, number>();
  return variants.map((variant) => {
    const count = (seen.get(variant.name) ?? 0) + 1;
    seen.set(variant.name, count);
    return count === 1 ? variant : { ...variant, name: `${variant.name} #${count}` };
  });
}

function methodOf(one: Method | ComparedMethod): Method {
  return "method" in one ? one.method : one;
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
