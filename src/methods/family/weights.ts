import { checkNumber, checkOneOf } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";

/**
 * One weight for all modalities; or one for each by its name, or by its place ("0", "1", …) as the authors' settings are
 * told. A name counts before a place; a modality that has neither weighs 1.
 */
export type FamilyWeight = number | Readonly<Record<string, number>>;

/** The weight of a modality. */
export function familyWeightOf(weight: FamilyWeight, modality: string, place: number): number {
  return typeof weight === "number" ? weight : weight[modality] ?? weight[place] ?? 1;
}

/** Settings whose weights may be told by place. */
const WEIGHTS = ["reconWeight", "correspondenceWeight", "bnmModalityWeight"];

/**
 * The settings among these that weigh modalities by their place, by name: as places change when a modality is left out.
 */
export function weightsByName(
  config: Readonly<Record<string, unknown>>,
  modalities: readonly string[],
): Record<string, Readonly<Record<string, number>>> {
  const placed = WEIGHTS.filter((setting) => {
    const weight = config[setting];
    return typeof weight === "object" && weight !== null &&
      Object.keys(weight).some((name) => /^\d+$/.test(name) && !modalities.includes(name));
  });
  const named = (weight: FamilyWeight) => modalities.map((name, place) => [name, familyWeightOf(weight, name, place)]);
  return Object.fromEntries(
    placed.map((setting) => [setting, Object.fromEntries(named(config[setting] as FamilyWeight))]),
  );
}

/** Throws unless weights are numbers from 0. */
export function checkWeight(weight: FamilyWeight, name: string): void {
  const list = typeof weight === "object" && weight !== null ? Object.values(weight) : [weight];
  for (const value of list) checkNumber(value, name, 0);
}

/** Throws unless every weight belongs to a modality. */
export function checkWeightNames(weight: FamilyWeight, option: string, modalities: readonly string[]): void {
  if (typeof weight === "number") return;
  const places = modalities.map((_, place) => `${place}`);
  const given = Object.keys(weight);
  for (const name of given) if (!places.includes(name)) checkName(name, option, modalities, given.length);
}

function checkName(name: string, option: string, modalities: readonly string[], nGiven: number): void {
  if (!/^\d+$/.test(name)) return checkOneOf(name, `a modality in ${option}`, modalities);
  if (modalities.includes(name)) return;
  throw new WeftError("Misaligned", {
    expected: `${option} for ${modalities.length} modalities`,
    found: `weights for ${nGiven}`,
    next: `Give ${option} as one number or by the modalities' names, or leave out a dataset of other modalities.`,
  });
}
