import { WeftError } from "../core/error.ts";
import type { AnnData } from "../data/anndata.ts";
import { Dense } from "../data/dense.ts";
import { MuData } from "../data/mudata.ts";
import type { ReadContext } from "./elements/context.ts";
import { namesAttribute } from "./elements/expect.ts";
import { readArrays, readFrame, readMatrices } from "./elements/slots.ts";
import { toInt32 } from "./elements/sparse.ts";
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
  const obsmap = await readMaps(group, "obsmap", context);
  const varmap = await readMaps(group, "varmap", context);
  return new MuData({
    mod,
    axis: Number(group.attrs["axis"] ?? 0) === 1 ? 1 : 0,
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

async function readMaps(group: StoredGroup, slot: string, context: ReadContext) {
  const node = await group.get(slot);
  if (node?.kind !== "group") return undefined;
  const maps: Record<string, Int32Array> = Object.create(null);
  for (const name of await node.keys()) {
    const value = await context.read((await node.get(name))!);
    if (value instanceof Dense) maps[name] = toInt32(value.data, `${slot}['${name}']`);
  }
  return maps;
}
