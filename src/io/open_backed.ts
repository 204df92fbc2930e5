import { AnnData } from "../data/anndata.ts";
import { BackedAnnData } from "./backed_anndata.ts";
import { BackedMatrix } from "./backed_matrix.ts";
import type { ReadContext } from "./elements/context.ts";
import { readAnnData, readAnnotations } from "./read_anndata.ts";

/** Opens the AnnData of a store without its matrices; closing the object closes the store. */
export async function openBacked(context: ReadContext): Promise<BackedAnnData> {
  const { root, location } = context.store;
  const main = await root.get("X");
  const X = main && main.attrs["encoding-type"] !== "null" ? await BackedMatrix.open(main, location) : null;
  const group = await root.get("layers");
  const layers: Record<string, BackedMatrix> = Object.create(null);
  if (group?.kind === "group") {
    for (const name of await group.keys()) layers[name] = await BackedMatrix.open((await group.get(name))!, location);
  }
  return new BackedAnnData({
    location,
    annotations: new AnnData(await readAnnotations(root, context, { layers: false })),
    X,
    layers,
    toMemory: () => readAnnData(root, context),
    close: () => context.store.close(),
  });
}
