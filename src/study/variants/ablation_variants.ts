import { examples, show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { Annotated } from "../../data/annotated.ts";
import { weightsByName } from "../../methods/family/weights.ts";
import type { Method } from "../../methods/method.ts";
import { modalitiesOf } from "../../methods/read_features.ts";
import { plainVariant, type Variant } from "../variant.ts";

/** What is taken away: the name of one part, or several at once. */
export type Without = string | readonly string[];

/**
 * The full method, then a variant for everything that is taken away: a part of `method.ablations`, a modality, or the loss
 * terms that begin with a name.
 *
 * @throws {WeftError} `InvalidArgument` for a name twice, for no name, and when no modality would be left.
 */
export function ablationVariants(data: Annotated, method: Method, without: readonly Without[]): Variant[] {
  const modalities = modalitiesOf(data).map(([name]) => name);
  const lines = without.map((entry) => typeof entry === "string" ? [entry] : entry);
  if (lines.some((names) => names.length === 0) || lines.length === 0) {
    throw new WeftError("InvalidArgument", {
      expected: "at least one name of what to leave out",
      found: "none",
      next: `${method.name} names ${examples(Object.keys(method.ablations), 20)}; the modalities are ${
        examples(modalities, 12)
      }; or name loss terms.`,
    });
  }
  const variants = [plainVariant("full", method), ...lines.map((names) => withoutAll(method, names, modalities))];
  const names = variants.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice === undefined) return variants;
  throw new WeftError("InvalidArgument", { expected: "each part to be left out once", found: `${show(twice)} twice` });
}

/** Whether a name is that of loss terms, which only a training can tell. */
export function isTermName(name: string, data: Annotated, method: Method): boolean {
  return !Object.hasOwn(method.ablations, name) && !modalitiesOf(data).some(([modality]) => modality === name);
}

function withoutAll(method: Method, names: readonly string[], modalities: readonly string[]): Variant {
  let left: Variant = plainVariant(`without ${names.join(" + ")}`, method, { without: names.join(" + ") });
  for (const name of names) left = withoutOne(left, name, modalities);
  return left;
}

function withoutOne(variant: Variant, name: string, modalities: readonly string[]): Variant {
  const { method } = variant;
  if (Object.hasOwn(method.ablations, name)) return { ...variant, method: method.variant(method.ablations[name]!) };
  if (!modalities.includes(name)) return { ...variant, withoutTerms: [...variant.withoutTerms, name] };
  if (variant.leftOut !== undefined || modalities.length < 2) {
    throw new WeftError("InvalidArgument", {
      expected: "one modality to be left out of several",
      found: `${modalities.length} and ${show(name)}${variant.leftOut === undefined ? "" : " besides another"}`,
    });
  }
  const config = { ...method.config, ...weightsByName(method.config, modalities) };
  return { ...variant, method: method.variant(withoutKey(config, name)), leftOut: name };
}

/** Settings that speak of a modality, such as a weight for each, without it. */
function withoutKey(config: Method["config"], modality: string): Record<string, unknown> {
  const changed = Object.entries(config).flatMap(([setting, value]) => {
    const isRecord = typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
    if (!isRecord || !Object.hasOwn(value, modality)) return [];
    return [[setting, Object.fromEntries(Object.entries(value).filter(([key]) => key !== modality))] as const];
  });
  return Object.fromEntries(changed);
}
