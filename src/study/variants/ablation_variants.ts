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
  let left: Variant = plainVariant(lineName(method, names), method, { without: names.join(" + ") });
  for (const name of names) left = withoutOne(left, name, modalities);
  return left;
}

/** "without triplet + adt"; what is put in another's place is there: "with gcn". */
function lineName({ replacements = [] }: Method, names: readonly string[]): string {
  const put = names.filter((name) => replacements.includes(name));
  const out = names.filter((name) => !replacements.includes(name));
  const words = [["with", put], ["without", out]] as const;
  return words.filter(([, list]) => list.length > 0).map(([word, list]) => `${word} ${list.join(" + ")}`).join(", ");
}

function withoutOne(variant: Variant, name: string, modalities: readonly string[]): Variant {
  const { method } = variant;
  if (Object.hasOwn(method.ablations, name)) return { ...variant, method: method.variant(method.ablations[name]!) };
  if (!modalities.includes(name)) return { ...variant, withoutTerms: [...variant.withoutTerms, name] };
  const leftOut = [...variant.leftOut, name];
  if (leftOut.length >= modalities.length) {
    throw new WeftError("InvalidArgument", {
      expected: "at least one modality to stay",
      found: `${examples(leftOut)} of ${modalities.length} left out`,
    });
  }
  const config = { ...method.config, ...weightsByName(method.config, modalities) };
  return { ...variant, method: method.variant(withoutKey(config, name)), leftOut };
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
