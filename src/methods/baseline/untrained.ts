import { WeftError } from "../../core/error.ts";
import type { ModalityKind, Recipe } from "../../core/recipe.ts";
import type { Annotated } from "../../data/annotated.ts";
import type { Dense } from "../../data/dense.ts";
import type { UnsDict } from "../../data/uns.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Tensor } from "../../engine/tf.ts";
import type { Loss } from "../../loss/loss.ts";
import type { OptimizerOptions } from "../../nn/optimizer.ts";
import { ParameterSet } from "../../nn/parameter_set.ts";
import type { Disposable, InputLayout, InputOptions, Method, Network, PrepareOptions } from "../method.ts";
import { modalitiesOf, type ModalityFeatures, readFeatures, repOf } from "../read_features.ts";
import { resolveSettings } from "../resolve_settings.ts";
import { checkSlots, type SlotNeed } from "../slot_need.ts";
import { RECIPES } from "../smart/recipe.ts";

/** What a method without weights makes of its inputs, float32. */
export interface Made {
  /** The embedding, `nObs × nLatent`. */
  readonly embedding: Dense;
  /** What else it tells of every spot, by name. */
  readonly outputs?: Readonly<Record<string, Dense>>;
}

/** What a method without weights reads from an object. */
export interface UntrainedInputs<Read> extends InputLayout {
  /** Observations of the whole. */
  readonly nObs: number;
  /** Each modality's features. */
  readonly modalities: readonly ModalityFeatures[];
  /** What it reads besides the features. */
  readonly read: Read;
  /** What was made of all that, once the inputs are complete. */
  readonly made?: Made;
}

/** A method that computes its embedding in one go: what it is called, reads and does. */
export interface Untrained<Config extends object, Read> {
  /** Its name. */
  readonly name: string;
  /** Its settings, and what they are when not given. */
  readonly defaults: Config;
  /** What differs from them in the preset `released`; default nothing. */
  readonly released?: Readonly<Partial<Config>>;
  /** Changes of the settings that take one part away. */
  readonly ablations: Readonly<Record<string, Readonly<Partial<Config>>>>;
  /** Neighbours of a spot in the spatial graph it wants made; 0 for none. */
  readonly nSpatialNeighbors: number;
  /** Throws unless every value is in range. */
  check(config: Config): void;
  /** Slots it reads besides the features. */
  slots(config: Config): readonly SlotNeed[];
  /** Reads them. */
  read(data: Annotated, config: Config): Read;
  /** Computes the embedding. */
  make(inputs: UntrainedInputs<Read>, config: Config, options: PrepareOptions): Made | Promise<Made>;
}

/** A method without weights, as the trainer sees it: its inputs are complete when the embedding is made. */
export class UntrainedMethod<Config extends object, Read>
  implements Method<UntrainedInputs<Read>, Network, Disposable> {
  readonly preset: string;
  readonly nEpochs = 0;
  readonly stopping = null;
  readonly optimizer: OptimizerOptions = { kind: "adam", lr: 0 };
  readonly #what: Untrained<Config, Read>;
  readonly #config: Config;

  constructor(what: Untrained<Config, Read>, preset: string, change: Readonly<Record<string, unknown>>) {
    this.#what = what;
    this.preset = preset;
    const { defaults, released } = what;
    const presets = { paper: defaults, released: { ...defaults, ...released }, default: defaults };
    this.#config = Object.freeze(resolveSettings(what.name, presets, preset, change));
    what.check(this.#config);
    Object.freeze(this);
  }

  get name(): string {
    return this.#what.name;
  }

  get config(): UnsDict {
    return { ...this.#config } as UnsDict;
  }

  get ablations(): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
    return this.#what.ablations as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  }

  get nSpatialNeighbors(): number {
    return this.#what.nSpatialNeighbors;
  }

  defaults(preset: string): UnsDict {
    return new UntrainedMethod(this.#what, preset, {}).config;
  }

  variant(change: Readonly<Record<string, unknown>>): UntrainedMethod<Config, Read> {
    return new UntrainedMethod(this.#what, this.preset, { ...this.#config, ...change });
  }

  recipe(kind: ModalityKind): Recipe {
    return RECIPES[kind];
  }

  slots(modalities: readonly string[], options: InputOptions): readonly SlotNeed[] {
    return [...featureSlots(modalities, options), ...this.#what.slots(this.#config)];
  }

  inputs(data: Annotated, options: InputOptions): UntrainedInputs<Read> {
    checkSlots(data, featureSlots(modalitiesOf(data).map(([name]) => name), options));
    const read = this.#what.read(data, this.#config);
    const { nObs } = data;
    if (nObs === 0) throw new WeftError("TooSmall", { expected: "at least one spot", found: "none" });
    return { nObs, modalities: readFeatures(data, options), read };
  }

  async connect(inputs: UntrainedInputs<Read>, options: PrepareOptions): Promise<UntrainedInputs<Read>> {
    return { ...inputs, made: await this.#what.make(inputs, this.#config, options) };
  }

  build(engine: Engine): Network {
    return { engine, parameters: new ParameterSet(engine) };
  }

  prepare(): Promise<Disposable> {
    return Promise.resolve({ dispose: () => {} });
  }

  beforeEpoch(): Promise<void> {
    return Promise.reject(this.#nothingToTrain());
  }

  loss(): Loss {
    throw this.#nothingToTrain();
  }

  embed({ engine }: Network, { made }: UntrainedInputs<Read>): Tensor {
    return tensorOf(engine, made!.embedding);
  }

  outputs({ engine }: Network, { made }: UntrainedInputs<Read>): Readonly<Record<string, Tensor>> {
    const tables = Object.entries(made!.outputs ?? {});
    return Object.fromEntries(tables.map(([name, table]) => [name, tensorOf(engine, table)]));
  }

  #nothingToTrain(): WeftError {
    return new WeftError("Unsupported", {
      expected: "a method with weights to train",
      found: `${this.name}, which has none`,
      next: "Leave nEpochs out: its embedding is made before the first epoch.",
    });
  }
}

function featureSlots(names: readonly string[], options: InputOptions): SlotNeed[] {
  const next = "Call pca() on it first, or name another representation with useRep.";
  return names.map((name) => ({ slot: "obsm", key: repOf(name, options), of: { modality: name }, next }));
}

function tensorOf(engine: Engine, { data, shape }: Dense): Tensor {
  return engine.tensor(data as Float32Array, shape);
}
