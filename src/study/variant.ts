import type { Annotated } from "../data/annotated.ts";
import type { InputOptions, Method } from "../methods/method.ts";

/** What a method reads where that is another object than the one that all are scored on. */
export interface VariantSource extends InputOptions {
  /** The same spots in the same order, prepared for this method. */
  readonly data: Annotated;
}

/** One line of a study: a method with its settings, and what is taken away from it. */
export interface Variant {
  /** What the line is called; no two are alike. */
  readonly name: string;
  /** The method. */
  readonly method: Method;
  /** Prefixes of loss terms that its total leaves out. */
  readonly withoutTerms: readonly string[];
  /** The modalities that it does not see. */
  readonly leftOut: readonly string[];
  /** What it reads; `undefined` for the object of the study. */
  readonly source: VariantSource | undefined;
  /** Settings that make it what it is, for tables and heat maps. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A variant that is the method as it is. */
export function plainVariant(name: string, method: Method, settings: Variant["settings"] = {}): Variant {
  return { name, method, withoutTerms: [], leftOut: [], source: undefined, settings };
}
