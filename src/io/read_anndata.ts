import { AnnData, type AnnDataParts } from "../data/anndata.ts";
import { Raw } from "../data/raw.ts";
import type { UnsValue } from "../data/uns.ts";
import type { ReadContext } from "./elements/context.ts";
import { readArrays, readFrame, readMatrices, readMatrix } from "./elements/slots.ts";
import { moveAdjacency, restoreCategories } from "./legacy.ts";
import type { StoredGroup } from "./store.ts";

/** Reads a group that holds an AnnData, of any version of anndata since 0.6. */
export async function readAnnData(group: StoredGroup, context: ReadContext): Promise<AnnData> {
  const X = await readMatrix(await group.get("X"), context);
  return new AnnData({ ...await readAnnotations(group, context), X, raw: await readRaw(group, context) });
}

/** Every slot of a group that holds an AnnData but `X` and `raw`; layers are read unless told otherwise. */
export async function readAnnotations(
  group: StoredGroup,
  context: ReadContext,
  { layers = true } = {},
): Promise<Omit<AnnDataParts, "X" | "raw">> {
  const obs = await group.get("obs");
  const frames = { obs: await readFrame(obs, context), var: await readFrame(await group.get("var"), context) };
  const uns = await readUns(group, context);
  const [tables, kept] = obs?.kind === "array" ? restoreCategories(frames, uns) : [frames, uns];
  const [pairs, moved] = moveAdjacency(await readMatrices(group, "obsp", context), kept);
  return {
    ...(tables.obs && { obs: tables.obs }),
    ...(tables.var && { var: tables.var }),
    layers: layers ? await readMatrices(group, "layers", context) : {},
    obsm: await readArrays(group, "obsm", context),
    varm: await readArrays(group, "varm", context),
    obsp: pairs,
    varp: await readMatrices(group, "varp", context),
    uns: moved,
  };
}

/** Reads `uns`; empty where there is none. */
export async function readUns(group: StoredGroup, context: ReadContext): Promise<Record<string, UnsValue>> {
  const node = await group.get("uns");
  return node?.kind === "group" ? await context.read(node) as Record<string, UnsValue> : {};
}

async function readRaw(group: StoredGroup, context: ReadContext): Promise<Raw | null> {
  const modern = (await group.get("raw"))?.kind === "group";
  const slot = modern ? "raw/" : "raw.";
  const X = await readMatrix(await group.get(`${slot}X`), context);
  const vars = await readFrame(await group.get(`${slot}var`), context);
  if (X === null) return null;
  return new Raw({ X, ...(vars && { var: vars }), varm: await readArrays(group, `${slot}varm`, context) });
}
