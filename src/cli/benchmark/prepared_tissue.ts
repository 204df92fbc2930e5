import type { ModalityKind, Recipe } from "../../core/recipe.ts";
import type { AnnData } from "../../data/anndata.ts";
import type { Column } from "../../data/columns/column.ts";
import { MuData } from "../../data/mudata.ts";
import { spatialNeighbors } from "../../graph/spatial_neighbors.ts";
import type { Method } from "../../methods/method.ts";
import { applyRecipe } from "../../preprocess/apply_recipe.ts";
import { recipeRepresentation } from "../../preprocess/recipe_representation.ts";
import { neighborsFor } from "../neighbors_for.ts";
import type { DomainJob } from "./job.ts";
import { PANEL_RECIPE } from "./osmfish.ts";
import { type RawTissue, rawTissue } from "./raw_tissue.ts";

/** A tissue as one method wants it. */
export interface PreparedTissue {
  /** Modalities with their representations, the whole with its graph. */
  readonly tissue: MuData;
  /** Key of the representation, by modality. */
  readonly useRep: Readonly<Record<string, string>>;
  /** The true domains. */
  readonly truth: Column;
}

/** How a modality is preprocessed in a run: as the method says, but osmFISH's panels all alike. */
export function recipeOf(job: DomainJob, method: Method, kind: ModalityKind): Recipe {
  return job.tissue.kind === "osmfish" ? PANEL_RECIPE : method.recipe(kind);
}

/** Prepares tissues for methods; keeps the last one, as runs on the same tissue follow each other. */
export class Preparation {
  #spec = "";
  #raw: RawTissue | undefined;
  readonly #done = new Map<string, AnnData>();

  /** The tissue of a run. */
  async of(job: DomainJob, method: Method): Promise<PreparedTissue> {
    const { tissue, kinds, truth } = await this.#rawOf(job);
    const names = job.modalities ?? tissue.modalityNames;
    const recipes = names.map((name) => [name, recipeOf(job, method, kinds[name]!)] as const);
    const mod = Object.fromEntries(
      recipes.map(([name, recipe]) => [name, this.#apply(tissue.modality(name), recipe, [name, job.input])]),
    );
    const useRep = Object.fromEntries(recipes.map(([name, recipe]) => [name, recipeRepresentation(recipe)]));
    const whole = new MuData({ mod, obs: tissue.obs, obsm: { spatial: tissue.obsm.spatial! } });
    const neighbors = neighborsFor(method);
    return { tissue: neighbors ? spatialNeighbors(whole, neighbors) : whole, useRep, truth };
  }

  async #rawOf({ tissue }: DomainJob): Promise<RawTissue> {
    const spec = JSON.stringify(tissue);
    if (!this.#raw || spec !== this.#spec) {
      this.#done.clear();
      this.#raw = await rawTissue(tissue);
      this.#spec = spec;
    }
    return this.#raw;
  }

  #apply(modality: AnnData, recipe: Recipe, [name, input]: readonly [string, DomainJob["input"]]): AnnData {
    const key = JSON.stringify([name, input, recipe]);
    const ready = this.#done.get(key) ?? applyRecipe(modality, recipe, { input: input ? "X" : "counts" });
    this.#done.set(key, ready);
    return ready;
  }
}
