import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { AnnData } from "../../data/anndata.ts";
import { Dense } from "../../data/dense.ts";
import { isShared, type ModalityMaps, type SharedAxis } from "../../data/modality_maps.ts";
import type { StoredGroup } from "../store.ts";
import type { ReadContext } from "./context.ts";
import { toInt32 } from "./sparse.ts";

/** The axis whose maps are read, and what they must agree with. */
export interface MappedAxis {
  /** Which axis. */
  readonly axis: "obs" | "var";
  /** What the modalities share. */
  readonly shared: SharedAxis;
  /** The modalities. */
  readonly mod: Readonly<Record<string, AnnData>>;
  /** Names of the whole. */
  readonly names: readonly string[];
}

/**
 * Reads `obsmap` or `varmap`. Where a map says other than the names, as in files written before the whole was updated,
 * the names are right: `undefined`. Along an axis that is not joined by name that would be a guess.
 *
 * @throws {WeftError} `Corrupt` for such a map along an axis that is not shared.
 */
export async function readMaps(
  group: StoredGroup,
  { axis, shared, mod, names }: MappedAxis,
  context: ReadContext,
): Promise<ModalityMaps | undefined> {
  const node = await group.get(`${axis}map`);
  if (node?.kind !== "group") return undefined;
  const maps: Record<string, Int32Array> = Object.create(null);
  for (const [name, adata] of Object.entries(mod)) {
    const stored = await node.get(name);
    const value = stored && await context.read(stored);
    const map = value instanceof Dense ? toInt32(value.data, `${axis}map`) : undefined;
    if (map && agrees(map, names, adata[axis].index)) maps[name] = map;
    else if (isShared(axis, shared)) return undefined;
    else throw disagreement(`${axis}map[${show(name)}] of ${context.store.location}`);
  }
  return maps;
}

function agrees(map: Int32Array, names: readonly string[], own: readonly string[]): boolean {
  return map.length === names.length && map.every((row, i) => row === 0 || own[row - 1] === names[i]);
}

function disagreement(where: string): WeftError {
  return new WeftError("Corrupt", {
    expected: "a map that agrees with the names of the modality",
    found: "another or none",
    where,
    next: "Call update() on the object in Python and write it again.",
  });
}
