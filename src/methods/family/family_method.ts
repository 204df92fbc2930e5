import type { ModalityKind, Recipe } from "../../core/recipe.ts";
import type { Rng } from "../../core/rng.ts";
import type { Annotated } from "../../data/annotated.ts";
import type { UnsDict } from "../../data/uns.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Tensor } from "../../engine/tf.ts";
import type { Loss } from "../../loss/loss.ts";
import type { OptimizerOptions } from "../../nn/optimizer.ts";
import type { Clock, Disposable, InputOptions, Method, Network, PrepareOptions } from "../method.ts";
import type { SlotNeed } from "../slot_need.ts";
import { checkFamily } from "./check_family.ts";
import { connectFeatures, type ConnectOptions } from "./connect.ts";
import { type FamilyInputs, familyInputs, type FamilyReading, familySlots } from "./inputs.ts";
import { familyOptimizer, type FamilyStep } from "./optimizer.ts";
import { type FamilyDataset, familyRecipe } from "./recipes.ts";
import type { FamilyWeight } from "./weights.ts";

/** Settings that every method of the family has. */
export interface FamilySettings extends FamilyStep, FamilyReading, ConnectOptions {
  /** The data set whose settings these are, `null` for none. */
  readonly dataset: FamilyDataset | null;
  /** Epochs. */
  readonly nEpochs: number;
  /** Neighbours of a spot in the spatial graph. */
  readonly nSpatialNeighbors: number;
  /** Weight of each modality's reconstruction. */
  readonly reconWeight: FamilyWeight;
  /** Number of prototypes; none where a method has no such setting. */
  readonly nPrototypes?: number;
}

/** What tells one method of the family from another before it is trained. */
export interface FamilyForm<Config> {
  /** Its name. */
  readonly name: string;
  /** Changes of the settings that take one part away. */
  readonly ablations: Readonly<Record<string, Readonly<Partial<Config>>>>;
  /** The settings of a preset with some changed; checks every value. */
  resolve(preset: string, change: Readonly<Record<string, unknown>>): Config;
}

/** What the methods of the PRAGA family have in common for the trainer: settings, inputs and graphs. */
export abstract class FamilyMethod<Config extends FamilySettings, Net extends Network, Batch extends Disposable>
  implements Method<FamilyInputs, Net, Batch> {
  /** Never early. */
  readonly stopping = null;
  readonly preset: string;
  /** All settings, resolved. */
  protected readonly settings: Config;
  /** The settings that were given, to which a variant adds its own. */
  protected readonly given: Readonly<Record<string, unknown>>;
  readonly #form: FamilyForm<Config>;

  /** The method of that form with some settings changed. */
  constructor(form: FamilyForm<Config>, preset: string, change: Readonly<Record<string, unknown>>) {
    this.#form = form;
    this.preset = preset;
    this.settings = form.resolve(preset, change);
    this.given = change;
    Object.freeze(this);
  }

  get name(): string {
    return this.#form.name;
  }

  get ablations(): FamilyForm<Config>["ablations"] {
    return this.#form.ablations;
  }

  get config(): UnsDict {
    return unsDict(this.settings);
  }

  get nEpochs(): number {
    return this.settings.nEpochs;
  }

  get nSpatialNeighbors(): number {
    return this.settings.nSpatialNeighbors;
  }

  get optimizer(): OptimizerOptions {
    return familyOptimizer(this.settings);
  }

  defaults(preset: string): UnsDict {
    return unsDict(this.#form.resolve(preset, {}));
  }

  recipe(kind: ModalityKind): Recipe {
    return familyRecipe(this.settings.dataset, kind);
  }

  slots(modalities: readonly string[], options: InputOptions): readonly SlotNeed[] {
    return familySlots(modalities, this.settings, options);
  }

  inputs(data: Annotated, options: InputOptions): FamilyInputs {
    const inputs = familyInputs(data, this.settings, options);
    checkFamily(inputs, this.settings);
    return inputs;
  }

  connect(inputs: FamilyInputs, options: PrepareOptions): Promise<FamilyInputs> {
    return connectFeatures(inputs, this.settings, options);
  }

  abstract variant(change: Readonly<Record<string, unknown>>): FamilyMethod<Config, Net, Batch>;
  abstract prepare(engine: Engine, inputs: FamilyInputs): Promise<Batch>;
  abstract build(engine: Engine, inputs: FamilyInputs, rng: Rng): Net;
  abstract loss(net: Net, batch: Batch, clock: Clock): Loss;
  abstract embed(net: Net, inputs: FamilyInputs): Tensor;
}

/** A copy of settings, whose values are all such as `uns` can hold. */
function unsDict(settings: FamilySettings): UnsDict {
  return { ...settings } as unknown as UnsDict;
}
