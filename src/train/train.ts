import { checkInteger } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Watched } from "../core/progress.ts";
import { type Annotated, withAnnotations } from "../data/annotated.ts";
import type { Matrix } from "../data/matrix.ts";
import { Dense } from "../data/dense.ts";
import type { UnsDict } from "../data/uns.ts";
import type { Engine } from "../engine/engine.ts";
import { type EngineOptions, openEngine } from "../engine/open_engine.ts";
import { libraryKeyOf } from "../methods/library_key_of.ts";
import type { InputLayout, InputOptions, Method } from "../methods/method.ts";
import { checkMemory } from "./check_memory.ts";
import type { Callback, StopReason } from "./callback.ts";
import { reportProgress } from "./callbacks/report_progress.ts";
import { stopOnPatience } from "./callbacks/stop_on_patience.ts";
import { stopOnSlope } from "./callbacks/stop_on_slope.ts";
import { type Checkpoint, decodeCheckpoint } from "./checkpoint.ts";
import { type Outcome, Run } from "./run.ts";
import type { DataSize } from "./stand_in.ts";
import { TrainedModel } from "./trained_model.ts";
import { Training } from "./training.ts";

/** Options of {@linkcode train}. */
export interface TrainOptions extends Watched, InputOptions, EngineOptions {
  /** Seed of weights, triplets and all else; default 0. */
  readonly seed?: number | undefined;
  /** Epochs at most; the method's by default. */
  readonly nEpochs?: number | undefined;
  /** Key of the embedding in `obsm`; default `X_<method>`. */
  readonly keyAdded?: string | undefined;
  /** Further watchers, called after the built-in ones. */
  readonly callbacks?: readonly Callback[] | undefined;
  /** Bytes of a checkpoint to go on from; method, settings and seed must be those of the run it was taken from. */
  readonly resume?: Uint8Array | undefined;
}

/**
 * Trains a method on an object: checks what it needs, starts, and returns at once.
 *
 * The run hands the thread back after every update, so a notebook stays usable; `await run.result()` gives the object
 * with `obsm["X_<method>"]` (`nObs × nLatent` float32) and, in `uns["weft"]["<method>"]`, `history` (a row per epoch),
 * `settings` and `receipt` (seed, engine, epochs, why it ended).
 *
 * @param data What the method reads; for SMART `obsm["X_pca"]` of each modality and `obsp["spatial_connectivities"]`.
 * @param method A method with its settings, such as `smart()`.
 * @param options Seed, epochs, engine, signal and the like.
 * @returns The run.
 * @throws {WeftError} `NotFound` when a slot is missing, `InvalidArgument` for a bad option, before any work.
 *
 * @example
 * ```ts
 * import { train } from "weft/train";
 * import { smart } from "weft/methods";
 * import { AnnData, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const points = new Dense(Float32Array.from({ length: 60 }, (_, i) => Math.sin(i * i)), { shape: [20, 3] });
 * const run = train(new AnnData({ X: points }), smart({ useGraph: false }), { useRep: "X", seed: 1, nEpochs: 2 });
 * const adata = await run.result();
 * assert.deepEqual(Object.keys(adata.obsm), ["X_smart"]);
 * const section = await run.model.embed(new AnnData({ X: points.takeRows([4, 5]) }), { useRep: "X" });
 * assert.equal(section.obsm.X_smart!.nRows, 2);
 * ```
 */
export function train<T extends Annotated>(data: T, method: Method, options: TrainOptions = {}): Run<T> {
  const { seed = 0, nEpochs = method.nEpochs, signal, onProgress, keyAdded = `X_${method.name}` } = options;
  checkInteger(seed, "seed", Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  checkInteger(nEpochs, "nEpochs", 0);
  const start = options.resume && decodeCheckpoint(options.resume);
  if (start) checkSame(start, method, seed);
  const inputs = method.inputs(data, options);
  let engine: Engine | undefined;
  const callbacks = [
    ...(method.stopping ? [stopOnSlope(method.stopping)] : []),
    ...(method.patience ? [stopOnPatience(method.patience)] : []),
    ...(onProgress ? [reportProgress(onProgress)] : []),
    ...(options.callbacks ?? []),
  ];
  return new Run<T>({
    name: method.name,
    data,
    seed,
    nEpochs,
    libraryKey: libraryKeyOf(method),
    signal,
    callbacks,
    async open(given) {
      engine = await openEngine(options);
      await checkMemory(engine, method, { ...options, ...sizeOf(data, inputs, method, options) });
      const training = await Training.open({ method, engine, inputs, seed, nEpochs }, { signal: given, onProgress });
      try {
        if (start) training.load(start);
        return training;
      } catch (error) {
        training.dispose();
        throw error;
      }
    },
    async finish(training, stopReason): Promise<Outcome<T>> {
      const { shape, data: values } = await training.embed();
      const embedding = new Dense(values, { shape });
      const tables = Object.entries(await training.outputs()).map(([name, table]) =>
        [`${keyAdded}_${name}`, new Dense(table.data, { shape: table.shape })] as const
      );
      const record: UnsDict = {
        history: training.history.toFrame(),
        settings: { preset: method.preset, ...method.config, nEpochs },
        receipt: receipt(training, engine!, { seed, stopReason, nObs: data.nObs }),
      };
      const weft = data.uns["weft"] as UnsDict | undefined;
      return {
        embedding,
        data: withAnnotations(data, {
          obsm: { [keyAdded]: embedding, ...Object.fromEntries(tables) },
          uns: { weft: { ...weft, [method.name]: record } },
        }),
        model: new TrainedModel({ method, layout: inputs, weights: await training.weights() }),
      };
    },
  });
}

/** Spots, widths, and entries of the largest graph that the method reads. */
function sizeOf(data: Annotated, { modalities }: InputLayout, method: Method, options: InputOptions): DataSize {
  const widths = Object.fromEntries(modalities.map(({ name, nFeatures }) => [name, nFeatures]));
  const graphs = method.slots(Object.keys(widths), options).filter(({ slot, key }) =>
    slot === "obsp" && key in data.obsp
  );
  const nEdges = Math.max(0, ...graphs.map(({ key }) => entriesOf(data.obsp[key]!)));
  return { nObs: data.nObs, modalities: widths, nEdges };
}

function entriesOf(matrix: Matrix): number {
  return matrix.kind === "dense" ? matrix.data.length : matrix.indices.length;
}

interface ReceiptFacts {
  readonly seed: number;
  readonly stopReason: StopReason;
  readonly nObs: number;
}

function receipt(training: Training, engine: Engine, { seed, stopReason, nObs }: ReceiptFacts): UnsDict {
  return {
    seed,
    n_obs: nObs,
    n_epochs: training.epoch,
    stop_reason: stopReason,
    engine: engine.name,
    engine_kind: engine.kind,
    engine_why: engine.why,
    threads: engine.threads,
  };
}

function checkSame(start: Checkpoint, method: Method, seed: number): void {
  const picture = (name: string, config: UnsDict, of: number) =>
    `${name} ${JSON.stringify({ ...config, nEpochs: undefined })} with seed ${of}`;
  const found = picture(start.method, start.config, start.seed);
  const expected = picture(method.name, method.config, seed);
  if (found === expected) return;
  throw new WeftError("Misaligned", { expected: `a checkpoint of ${expected}`, found: `one of ${found}` });
}
