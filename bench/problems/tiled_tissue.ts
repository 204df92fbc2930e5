import type { ModalityKind } from "../../src/core/recipe.ts";
import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { MuData } from "../../src/data/mudata.ts";
import { representation } from "../../src/data/representation.ts";
import { neighborsFor } from "../../src/cli/neighbors_for.ts";
import { spatialNeighbors } from "../../src/graph/spatial_neighbors.ts";
import { simulatedTissue } from "../../src/io/datasets/mod.ts";
import type { Method } from "../../src/methods/method.ts";
import { applyRecipe } from "../../src/preprocess/apply_recipe.ts";
import { recipeRepresentation } from "../../src/preprocess/recipe_representation.ts";

const KINDS: Readonly<Record<string, ModalityKind>> = { rna: "rna", adt: "protein", atac: "peaks" };
const SEED = 5;
const PITCH = 36;
/** Noise that keeps a spot and its copies apart, as part of a feature's standard deviation. */
const NOISE = 0.1;

/** Copies of a simulated tissue laid side by side, cut off at `n` spots, as a method wants it: features and graph, two sections where it asks. */
export function tiledTissue(n: number, method: Method): MuData {
  const small = simulatedTissue({ preset: "hard", seed: SEED });
  const rng = new Rng(SEED);
  const section = Array.from({ length: n }, (_, i) => i < n / 2 ? "one" : "two");
  const obs = new Frame(section.map((_, i) => `spot${i}`), { section });
  const mod = Object.fromEntries(small.modalityNames.map((name) => {
    const recipe = method.recipe(KINDS[name]!);
    // In the order of the whole, which differs from each modality's own.
    const ready = applyRecipe(small.modality(name).subset({ obs: small.obsNames }), recipe);
    const features = repeated(representation(ready, recipeRepresentation(recipe)), n, rng.split(name));
    return [name, new AnnData({ obs, obsm: { X_pca: features, X_pca_harmony: features } })];
  }));
  const whole = new MuData({ mod, obs, obsm: { spatial: places(n, small.nObs) } });
  const neighbors = neighborsFor(method);
  if (!neighbors) return whole;
  const { libraryKey } = method.config;
  return spatialNeighbors(whole, { ...neighbors, ...(typeof libraryKey === "string" ? { libraryKey } : {}) });
}

function repeated({ data, nRows, nCols }: Dense, n: number, rng: Rng): Dense {
  let squares = 0;
  for (let p = 0; p < data.length; p++) squares += Number(data[p]) ** 2;
  const sd = NOISE * Math.sqrt(squares / data.length);
  const all = new Float32Array(n * nCols);
  for (let i = 0; i < n; i++) {
    const row = i % nRows * nCols;
    for (let j = 0; j < nCols; j++) all[i * nCols + j] = Number(data[row + j]) + sd * rng.normal();
  }
  return new Dense(all, { shape: [n, nCols] });
}

/** Tiles in rows, as many beside each other as make the whole about square. */
function places(n: number, nTile: number): Dense {
  const nTiles = Math.ceil(n / nTile);
  const width = Math.ceil(Math.sqrt(nTiles));
  const data = new Float64Array(2 * n);
  for (let i = 0; i < n; i++) {
    const tile = Math.floor(i / nTile), spot = i % nTile;
    data[2 * i] = (tile % width) * PITCH + spot % PITCH;
    data[2 * i + 1] = Math.floor(tile / width) * PITCH + Math.floor(spot / PITCH);
  }
  return new Dense(data, { shape: [n, 2] });
}
