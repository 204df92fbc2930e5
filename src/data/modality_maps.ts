import { examples } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { AnnData } from "./anndata.ts";
import { rowsByName } from "./selector.ts";
import { type Slots, slots } from "./slots.ts";

/** For each modality, the 1-based row of every name of the whole; 0 where the modality lacks it. */
export type ModalityMaps = Slots<Int32Array>;

/** Both axes of a whole made of modalities. */
export interface JoinedAxes {
  /** Names of all observations. */
  readonly obsNames: readonly string[];
  /** Names of all variables. */
  readonly varNames: readonly string[];
  /** Where each observation stands in each modality. */
  readonly obsmap: ModalityMaps;
  /** Where each variable stands in each modality. */
  readonly varmap: ModalityMaps;
}

/** What the modalities of a whole share: 0 observations, 1 variables, −1 both. */
export type SharedAxis = 0 | 1 | -1;

/** Whether modalities are joined by name along an axis; else they stand one after another. */
export function isShared(axis: "obs" | "var", shared: SharedAxis): boolean {
  return shared === -1 || shared === (axis === "obs" ? 0 : 1);
}

/** Joins the shared axis by name and chains the other; names of the whole may be given in another order. */
export function joinAxes(
  mod: Readonly<Record<string, AnnData>>,
  axis: SharedAxis,
  obsNames?: readonly string[],
  varNames?: readonly string[],
): JoinedAxes {
  const names = Object.keys(mod);
  if (names.length === 0) {
    throw new WeftError("TooSmall", { expected: "at least one modality", found: "none", where: "a MuData" });
  }
  const obs = names.map((name) => mod[name]!.obsNames);
  const vars = names.map((name) => mod[name]!.varNames);
  const first = isShared("obs", axis) ? joinShared(names, obs, obsNames, "obs") : joinChained(names, obs);
  const second = isShared("var", axis) ? joinShared(names, vars, varNames, "var") : joinChained(names, vars);
  return { obsNames: first.names, obsmap: first.maps, varNames: second.names, varmap: second.maps };
}

interface Joined {
  readonly names: readonly string[];
  readonly maps: ModalityMaps;
}

function joinShared(
  modalities: readonly string[],
  lists: readonly (readonly string[])[],
  given: readonly string[] | undefined,
  axis: string,
): Joined {
  const whole = given ?? union(lists);
  const maps = modalities.map((modality, m) => {
    const list = lists[m]!;
    const rows = rowsByName(list);
    if (rows.size < list.length) throw duplicates(list, rows, axis, modality);
    return [modality, Int32Array.from(whole, (name) => (rows.get(name) ?? -1) + 1)] as const;
  });
  return { names: whole, maps: slots(Object.fromEntries(maps)) };
}

function union(lists: readonly (readonly string[])[]): readonly string[] {
  const first = lists[0]!;
  const same = lists.every((list) =>
    list === first || (list.length === first.length && list.every((n, i) => n === first[i]))
  );
  return same ? first : [...new Set(lists.flat())];
}

function joinChained(modalities: readonly string[], lists: readonly (readonly string[])[]): Joined {
  const names = lists.flat();
  let offset = 0;
  const maps = modalities.map((modality, m) => {
    const map = new Int32Array(names.length);
    lists[m]!.forEach((_, i) => map[offset + i] = i + 1);
    offset += lists[m]!.length;
    return [modality, map] as const;
  });
  return { names, maps: slots(Object.fromEntries(maps)) };
}

function duplicates(list: readonly string[], rows: Map<string, number>, axis: string, modality: string): WeftError {
  const repeated = list.filter((name, i) => rows.get(name) !== i);
  const first = repeated[0]!;
  const both = `rows ${list.indexOf(first)} and ${list.indexOf(first, list.indexOf(first) + 1)}`;
  return new WeftError("Duplicate", {
    expected: `${axis} names to be unique`,
    found: `${repeated.length} duplicates, first ${examples([first])} (${both})`,
    where: `modality '${modality}'`,
    next: `Call ${axis}NamesMakeUnique() on the modality first.`,
  });
}
