import { WeftError } from "../core/error.ts";
import type { AnnData } from "../data/anndata.ts";
import type { SharedAxis } from "../data/modality_maps.ts";
import { MuData } from "../data/mudata.ts";
import type { ReadContext } from "./elements/context.ts";
import { namesAttribute } from "./elements/expect.ts";
import { readArrays, readFrame, readMatrices } from "./elements/slots.ts";
import { readMaps } from "./elements/modality_maps.ts";
import { readAnnData, readUns } from "./read_anndata.ts";
import type { StoredGroup } from "./store.ts";

/** Reads a group that holds a MuData. */
export async function readMuData(group: StoredGroup, context: ReadContext): Promise<MuData> {
  const modalities = await modalityGroup(group, context);
  const mod: Record<string, AnnData> = Object.create(null);
  const names = await modalityNames(modalities);
  for (const [i, name] of names.entries()) {
    context.onProgress?.({ stage: `reading ${name} of ${context.store.location}`, done: i, total: names.length });
    mod[name] = await readAnnData(await modalities.get(name) as StoredGroup, context);
  }
  const obs = await readFrame(await group.get("obs"), context);
  const vars = await readFrame(await group.get("var"), context);
  const axis = sharedAxis(group);
  const obsmap = obs && await readMaps(group, { axis: "obs", shared: axis, mod, names: obs.index }, context);
  const varmap = vars && await readMaps(group, { axis: "var", shared: axis, mod, names: vars.index }, context);
  return new MuData({
    mod,
    axis,
    ...(obs && { obs }),
    ...(vars && { var: vars }),
    ...(obsmap && { obsmap }),
    ...(varmap && { varmap }),
    obsm: await readArrays(group, "obsm", context),
    varm: await readArrays(group, "varm", context),
    obsp: await readMatrices(group, "obsp", context),
    varp: await readMatrices(group, "varp", context),
    uns: await readUns(group, context),
  });
}

/** Names of the modalities in the order the file tells. */
export async function modalityNames(modalities: StoredGroup): Promise<readonly string[]> {
  const names = await modalities.keys();
  const order = "mod-order" in modalities.attrs ? namesAttribute(modalities, "mod-order") : [];
  return order.length === names.length && order.every((name) => names.includes(name)) ? order : names;
}

/** The group `mod`; `Unsupported` when the file holds no MuData. */
export async function modalityGroup(group: StoredGroup, context: ReadContext): Promise<StoredGroup> {
  const node = await group.get("mod");
  if (node?.kind === "group") return node;
  const isAnnData = await group.get("obs") !== undefined;
  throw new WeftError("Unsupported", {
    expected: "a MuData, a file with modalities",
    found: isAnnData ? "an AnnData" : "neither a MuData nor an AnnData",
    where: context.store.location,
    ...(isAnnData && { next: "Read it with readH5ad()." }),
  });
}

function sharedAxis({ attrs }: StoredGroup): SharedAxis {
  const axis = Number(attrs["axis"] ?? 0);
  return axis === 1 || axis === -1 ? axis : 0;
}
