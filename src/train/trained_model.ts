import { examples, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { Rng } from "../core/rng.ts";
import { AnnData } from "../data/anndata.ts";
import { type Annotated, withAnnotations } from "../data/annotated.ts";
import { Dense } from "../data/dense.ts";
import { Frame } from "../data/frame.ts";
import { type EngineOptions, openEngine } from "../engine/open_engine.ts";
import type { Tensor } from "../engine/tf.ts";
import { saveBytes } from "../io/save_bytes.ts";
import { connected } from "../methods/connected.ts";
import type { DecodeOptions, InputLayout, InputOptions, Method, ModalityLayout, Network } from "../methods/method.ts";
import type { Weights } from "../nn/parameter_set.ts";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.ts";

const FORMAT = "weft-model-1";

/** Options of {@linkcode TrainedModel.embed}. */
export interface EmbedOptions extends InputOptions, EngineOptions {
  /** Key of the embedding in `obsm`; default `X_<method>`. */
  readonly keyAdded?: string | undefined;
}

/** Options of {@linkcode TrainedModel.decode}. */
export interface ModelDecodeOptions extends DecodeOptions, InputOptions, EngineOptions {}

/** The parts of a {@linkcode TrainedModel}. */
export interface TrainedModelParts {
  /** The method with its settings. */
  readonly method: Method;
  /** The modalities the network was built for. */
  readonly layout: InputLayout;
  /** Its weights by name. */
  readonly weights: ReadonlyMap<string, Weights>;
}

/**
 * A trained network outside any engine: it can be kept as bytes, and embed other sections, whose features must be in
 * the same basis as those it was trained on (the same principal axes).
 *
 * @example See {@linkcode train}: `run.model` after `await run.result()`
 * ```ts
 * import { TrainedModel } from "weft/train";
 * import { smart } from "weft/methods";
 * import assert from "node:assert/strict";
 *
 * const model = new TrainedModel({ method: smart(), layout: { modalities: [] }, weights: new Map() });
 * const again = TrainedModel.fromBytes(model.toBytes(), smart);
 * assert.equal(again.method.name, "smart");
 * ```
 */
export class TrainedModel {
  /** The method with its settings. */
  readonly method: Method;
  /** The modalities the network was built for. */
  readonly layout: InputLayout;
  /** Its weights by name. */
  readonly weights: ReadonlyMap<string, Weights>;

  /**
   * Keeps the parts; nothing is computed.
   *
   * @param parts Method, layout and weights.
   */
  constructor({ method, layout, weights }: TrainedModelParts) {
    this.method = method;
    const modalities = layout.modalities.map(({ name, nFeatures }) => ({ name, nFeatures }));
    this.layout = { modalities, ...(layout.names && { names: layout.names }) };
    this.weights = weights;
    Object.freeze(this);
  }

  /**
   * A model from the bytes of {@linkcode toBytes}.
   *
   * @param bytes A safetensors file.
   * @param makeMethod The method's function, such as `smart`; settings come from the file.
   * @throws {WeftError} `Corrupt` when the bytes are no model, `InvalidArgument` when it is another method's.
   */
  static fromBytes(bytes: Uint8Array, makeMethod: (options: never) => Method): TrainedModel {
    const { tensors, metadata: { format, model } } = decodeSafetensors(bytes);
    if (format !== FORMAT || model === undefined) {
      throw new WeftError("Corrupt", { expected: `a model of format '${FORMAT}'`, found: `'${format}'` });
    }
    const { name, preset, config, ...layout } = JSON.parse(model);
    const method = makeMethod({ preset, ...config } as never);
    if (method.name !== name) {
      throw new WeftError("InvalidArgument", {
        expected: `a model of ${show(method.name)}`,
        found: `one of ${show(name)}`,
      });
    }
    return new TrainedModel({ method, layout, weights: tensors });
  }

  /** The model as the bytes of a safetensors file. */
  toBytes(): Uint8Array {
    const { name, preset, config } = this.method;
    const model = JSON.stringify({ name, preset, config, ...this.layout });
    return encodeSafetensors({ tensors: this.weights, metadata: { format: FORMAT, model } });
  }

  /**
   * Writes the model to a safetensors file, whole or not at all; {@linkcode loadModel} reads it.
   *
   * @param path The file.
   * @throws {WeftError} `NotFound` when the folder is missing, `Permission` with the flag that grants it.
   */
  async save(path: string): Promise<void> {
    await saveBytes(path, this.toBytes());
  }

  /**
   * Embeds an object with the same modalities, such as another section.
   *
   * @param data What the method reads, in the same slots as at training.
   * @param options Which representation, engine and key.
   * @returns The object with `obsm["X_<method>"]`, `nObs × nLatent` float32.
   * @throws {WeftError} `Misaligned` when modalities or their widths differ, and what the method throws.
   */
  async embed<T extends Annotated>(data: T, options: EmbedOptions = {}): Promise<T> {
    const { method } = this;
    const z = await this.#compute(data, options, (net, inputs) => method.embed(net, inputs));
    return withAnnotations(data, { obsm: { [options.keyAdded ?? `X_${method.name}`]: z } });
  }

  /**
   * Every observation as one of the modalities would measure it, from its embedding alone: what a modality that was not
   * measured would show.
   *
   * @param data What the method reads, in the same slots as at training.
   * @param options The modality, the batch, what a cell's counts add up to; representation and engine.
   * @returns An object with `X`, `nObs × nFeatures` float32 means, and the `obs` of `data`.
   * @throws {WeftError} `Unsupported` when the method decodes nothing, `Misaligned` when modalities differ, and what the
   * method throws.
   */
  async decode(data: Annotated, options: ModelDecodeOptions): Promise<AnnData> {
    const { method } = this;
    if (!method.decode) {
      throw new WeftError("Unsupported", { expected: "a method that decodes, such as scmrdr", found: method.name });
    }
    const X = await this.#compute(data, options, (net, inputs) => method.decode!(net, inputs, options));
    const genes = this.layout.names?.["genes"];
    return new AnnData({ X, obs: data.obs, ...(genes && { var: new Frame(genes) }) });
  }

  async #compute(
    data: Annotated,
    options: InputOptions & EngineOptions,
    work: (net: Network, inputs: InputLayout) => Tensor,
  ): Promise<Dense> {
    const { method } = this;
    const given = method.inputs(data, { names: this.layout.names, ...options });
    this.#checkLayout(given.modalities);
    const engine = await openEngine(options);
    const rng = new Rng(0);
    const inputs = await connected(method, given, { rng });
    const net = method.build(engine, inputs, rng);
    try {
      net.parameters.load(this.weights);
      const tensor = engine.run(() => work(net, inputs));
      const values = new Dense(await engine.read(tensor), { shape: tensor.shape });
      tensor.dispose();
      return values;
    } finally {
      net.parameters.dispose();
    }
  }

  #checkLayout(found: readonly ModalityLayout[]): void {
    const picture = (modalities: readonly ModalityLayout[]) =>
      examples(modalities.map(({ name, nFeatures }) => `${name} (${nFeatures} features)`), 12);
    const expected = picture(this.layout.modalities);
    if (picture(found) === expected) return;
    throw new WeftError("Misaligned", { expected: `the modalities ${expected}`, found: picture(found) });
  }
}
