import { Dense, type MuData } from "../../src/data/mod.ts";
import { tissue } from "../methods/tissue.ts";

/** Two modalities on a grid whose halves are apart, with places and the truth. */
export function studyTissue(side = 8, seed = 1): MuData {
  const data = tissue(side, seed);
  const places = Array.from({ length: side * side }, (_, i) => [i % side, Math.floor(i / side)]);
  return data.with({
    obs: { half: places.map(([x]) => x! < side / 2 ? "left" : "right") },
    obsm: { spatial: Dense.fromRows(places) },
  });
}

/** A folder that is gone afterwards. */
export async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
