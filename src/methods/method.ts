import type { Watched } from "../core/progress.ts";
import type { ModalityKind, Recipe } from "../core/recipe.ts";
import type { Rng } from "../core/rng.ts";
import type { Annotated } from "../data/annotated.ts";
import type { UnsDict } from "../data/uns.ts";
import type { Engine } from "../engine/engine.ts";
import type { Tensor } from "../engine/tf.ts";
import type { Loss } from "../loss/loss.ts";
import type { OptimizerOptions } from "../nn/optimizer.ts";
import type { ParameterSet } from "../nn/parameter_set.ts";
import type { SlotNeed } from "./slot_need.ts";
import type { HeldOut, PatienceRule, Update } from "./update.ts";

/** Name and width of one modality's features, which fix a network's shape. */
export interface ModalityLayout {
  /** The modality's name; "X" for an AnnData. */
  readonly name: string;
  /** Columns of its features. */
  readonly nFeatures: number;
}

/** What a network's shape follows from. */
export interface InputLayout {
  /** The modalities in their order. */
  readonly modalities: readonly ModalityLayout[];
  /** Names that the network is bound to, such as its genes, by what they are; kept with the model. */
  readonly names?: NamesByKind | undefined;
}

/** Lists of names by what they name. */
export type NamesByKind = Readonly<Record<string, readonly string[]>>;

/** Which features a method reads. */
export interface InputOptions {
  /** Key in each modality's `obsm` (or "X"), for all or by modality's name; default `X_pca`. */
  readonly useRep?: string | Readonly<Record<string, string>> | undefined;
  /** Names that a network at hand is bound to, in place of those that the object suggests. */
  readonly names?: NamesByKind | undefined;
}

/** A network: its weights by name, living on an engine. */
export interface Network {
  /** Where it lives. */
  readonly engine: Engine;
  /** All weights; those that training may change are `parameters.trainable`. */
  readonly parameters: ParameterSet;
}

/** Constants of a training on the engine. */
export interface Disposable {
  /** Frees the engine's memory. */
  dispose(): void;
}

/** Where a training stands. */
export interface Clock {
  /** Epochs done so far; 0 at the first. */
  readonly epoch: number;
  /** Epochs planned. */
  readonly nEpochs: number;
  /** The epoch's own source of randomness: the same after a checkpoint as in an unbroken run. */
  readonly rng: Rng;
  /** Ends the training; whatever takes long before an epoch heeds it. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Whether this is no training but its rehearsal on a small stand-in, by which memory is forecast: what else only later
   * epochs need belongs into the first, and a search looks at few rows.
   */
  readonly isRehearsal?: boolean | undefined;
}

/** When to stop before all epochs are done: as soon as a summed loss no longer falls. */
export interface SlopeRule {
  /** Epochs a straight line is fitted to. */
  readonly window: number;
  /** A line flatter than this stops the training. */
  readonly threshold: number;
  /** Curves to watch: each the sum of the weighted terms whose name begins so. */
  readonly groups: readonly string[];
}

/** As what a cell is told by {@linkcode Method.decode}. */
export interface DecodeOptions {
  /** The modality. */
  readonly modality: string;
  /** Batch that the decoder is told, where it is told any; default the cell's own. */
  readonly batch?: string | undefined;
  /** What a cell's counts add up to; default 10,000. */
  readonly size?: number | undefined;
}

/** What a method needs besides its inputs to get ready for training. */
export interface PrepareOptions extends Watched {
  /** The source of randomness. */
  readonly rng: Rng;
}

/**
 * A method with its settings: how a modality is preprocessed for it, what it needs, its network and its loss. The
 * trainer, the command line, ablations and reports know methods only by this contract.
 *
 * `Inputs` is what it reads from an object, `Net` its network, `Batch` the constants it trains on.
 */
export interface Method<
  Inputs extends InputLayout = InputLayout,
  Net extends Network = Network,
  Batch extends Disposable = Disposable,
> {
  /** Its name: results go to `obsm["X_<name>"]` and `uns["weft"]["<name>"]`. */
  readonly name: string;
  /** The preset its settings started from. */
  readonly preset: string;
  /** All settings, resolved. */
  readonly config: UnsDict;
  /** Changes of the settings that take one part away, by the part's name. */
  readonly ablations: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Names of those ablations that put another part in the place of one, and are named after that other; default none. */
  readonly replacements?: readonly string[] | undefined;
  /** Epochs at most. */
  readonly nEpochs: number;
  /** The optimiser's settings. */
  readonly optimizer: OptimizerOptions;
  /** Neighbours of a spot in the spatial graph that its authors use, for whoever makes the graph; 0 for none. */
  readonly nSpatialNeighbors: number;
  /** When to stop early; `null` for never. */
  readonly stopping: SlopeRule | null;
  /** When to stop by what {@linkcode Method.validate} finds; default never. */
  readonly patience?: PatienceRule | null | undefined;
  /** Whether its modalities are of the same observations, or each of its own; default `shared`. */
  readonly observations?: "shared" | "disjoint" | undefined;

  /** All settings of a preset. */
  defaults(preset: string): UnsDict;
  /** The same method with some settings changed. */
  variant(change: Readonly<Record<string, unknown>>): Method<Inputs, Net, Batch>;
  /** The preprocessing of a modality of that kind. */
  recipe(kind: ModalityKind): Recipe;
  /** The slots it reads from an object with these modalities, checked before any work. */
  slots(modalities: readonly string[], options: InputOptions): readonly SlotNeed[];
  /** Reads and checks what it needs from an object. */
  inputs(data: Annotated, options: InputOptions): Inputs;
  /** Completes the inputs with what takes long to find, such as neighbours in feature space. */
  connect?(inputs: Inputs, options: PrepareOptions): Promise<Inputs>;
  /** Makes the network with its first weights, from inputs that are complete. */
  build(engine: Engine, inputs: Inputs, rng: Rng): Net;
  /** Puts the constants of training on the engine. */
  prepare(engine: Engine, inputs: Inputs, options: PrepareOptions): Promise<Batch>;
  /**
   * Renews, before an epoch, what only some epochs change, such as prototypes; runs outside `engine.run`. What throws `Aborted` by the
   * clock's signal must leave all as it was: the epoch begins anew when the training goes on.
   */
  beforeEpoch?(net: Net, batch: Batch, clock: Clock): Promise<void>;
  /** The loss of all observations with its named terms, one update an epoch; runs inside `engine.run`. */
  loss?(net: Net, batch: Batch, clock: Clock): Loss;
  /** In place of `loss`: the updates of an epoch, one after the other, at least one. */
  updates?(net: Net, batch: Batch, clock: Clock): Iterable<Update>;
  /** Losses of held-out observations after an epoch, whose mean is its validation loss. */
  validate?(net: Net, batch: Batch, clock: Clock): Iterable<HeldOut>;
  /** Moves, after every update, what follows the weights by a rule of its own, such as a mean; runs inside `engine.run`. */
  afterStep?(net: Net, batch: Batch, clock: Clock): void;
  /** The embedding, `nObs × nLatent`; runs inside `engine.run`. */
  embed(net: Net, inputs: Inputs): Tensor;
  /** What else it tells of every spot, such as how much each modality counts: tables of `nObs` rows, which go to `obsm["X_<method>_<name>"]`; runs inside `engine.run`. */
  outputs?(net: Net, inputs: Inputs): Readonly<Record<string, Tensor>>;
  /** Every observation as a modality would measure it, `nObs × nFeatures` means; runs inside `engine.run`. */
  decode?(net: Net, inputs: Inputs, options: DecodeOptions): Tensor;
}
