import { Rng } from "../../src/core/rng.ts";
import { AnnData, Dense, Frame, MuData } from "../../src/data/mod.ts";
import { spatialNeighbors } from "../../src/graph/mod.ts";

/** Shape of {@linkcode sections}. */
export interface SectionsOptions {
  /** Names of the sections. */
  readonly names?: readonly string[];
  /** Rows and columns of the grid of each. */
  readonly side?: number;
  readonly seed?: number;
}

/** Sections of two modalities on grids whose halves differ, with corrected components and a graph within each. */
export function sections({ names = ["b", "a"], side = 5, seed = 1 }: SectionsOptions = {}): MuData {
  const rng = new Rng(seed);
  const spots = names.flatMap((name) => Array.from({ length: side * side }, (_, i) => ({ name, i })));
  const obs = new Frame(spots.map(({ name, i }) => `${name}${i}`), { section: spots.map(({ name }) => name) });
  const features = (width: number, draws: Rng) => {
    const data = Float32Array.from({ length: spots.length * width }, (_, at) => {
      const { i } = spots[Math.floor(at / width)]!;
      return draws.normal() + (at % width < 2 ? (i % side < side / 2 ? 3 : -3) : 0);
    });
    return new AnnData({ obs, obsm: { X_pca_harmony: new Dense(data, { shape: [spots.length, width] }) } });
  };
  const mod = { rna: features(6, rng.split("rna")), adt: features(4, rng.split("adt")) };
  const places = spots.map(({ i }) => [i % side, Math.floor(i / side)]);
  const placed = new MuData({ mod }).with({
    obs: { section: obs.column("section") },
    obsm: { spatial: Dense.fromRows(places) },
  });
  return spatialNeighbors(placed, { nNeighbors: 4, coordType: "generic", libraryKey: "section" });
}
