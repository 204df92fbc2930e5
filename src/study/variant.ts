import type { Method } from "../methods/method.ts";

/** One line of a study: a method with its settings, and what is taken away from it. */
export interface Variant {
  /** What the line is called; no two are alike. */
  readonly name: string;
  /** The method. */
  readonly method: Method;
  /** Prefixes of loss terms that its total leaves out. */
  readonly withoutTerms: readonly string[];
  /** The modality that it does not see; `undefined` when it sees all. */
  readonly leftOut: string | undefined;
  /** Settings that make it what it is, for tables and heat maps. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A variant that is the method as it is. */
export function plainVariant(name: string, method: Method, settings: Variant["settings"] = {}): Variant {
  return { name, method, withoutTerms: [], leftOut: undefined, settings };
}
