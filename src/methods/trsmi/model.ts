import type { Rng } from "../../core/rng.ts";
import type { Engine } from "../../engine/engine.ts";
import type { SparseOperator } from "../../engine/sparse_operator.ts";
import type { Tensor, Variable } from "../../engine/tf.ts";
import type { EdgeStructure } from "../../engine/edge_structure.ts";
import { undirectedEdges } from "../../engine/undirected_edges.ts";
import { unitRows } from "../../engine/ops/unit_rows.ts";
import { GraphBlend } from "../../nn/graph_blend.ts";
import { LearnedGraph } from "../../nn/learned_graph.ts";
import { Linear } from "../../nn/linear.ts";
import { MultiScale, sideBySide } from "../../nn/multi_scale.ts";
import { ParameterSet } from "../../nn/parameter_set.ts";
import { Projection } from "../../nn/projection.ts";
import type { FamilyInputs } from "../family/inputs.ts";
import type { Network } from "../method.ts";
import { alignmentForms } from "./alignment_forms.ts";
import type { TrsmiConfig } from "./config.ts";
import { LocalLayer } from "./local_layer.ts";
import { NearIdentity } from "./near_identity.ts";
import { SoftAlignment } from "./soft_alignment.ts";

/** What the network is applied to. */
export interface TrsmiFeatures {
  /** Each modality's features on the engine. */
  readonly x: readonly Tensor[];
  /** The spatial graph. */
  readonly operator: SparseOperator;
}

/** How far a training is, for a pass through the network. */
export interface TrsmiMoment {
  /** Share of the diffusion, one number. */
  readonly beta: Tensor;
  /** Whether others' encodings count as constants. */
  readonly warm: boolean;
}

/** What a pass through the network makes; tables of `nObs × nLatent` unless said. */
export interface TrsmiPass {
  /** Weights of the edges of each modality's feature graph. */
  readonly adjacency: readonly Tensor[];
  /** Each modality's encoding. */
  readonly encodings: readonly Tensor[];
  /** What each modality sees of the others; none without alignment. */
  readonly aligned: readonly Tensor[];
  /** Each modality's encoding joined with what it sees. */
  readonly augmented: readonly Tensor[];
  /** Each modality's encoding after the local layer. */
  readonly local: readonly Tensor[];
  /** The same diffused, all modalities side by side. */
  readonly diffused: Tensor;
  /** The embedding before its rows are normalised. */
  readonly z: Tensor;
}

interface FeatureGraph {
  readonly structure: EdgeStructure;
  adjacency(): Tensor;
}

/** TRSMI's network. */
export class TrsmiNet implements Network {
  /**
   * `graph.M.p`, `blend.M…`, `encoder.M…`, `query.M…`, `key.M…`, `augment.M…`, `decoder.M…` for each modality `M`; `local…`,
   * `scale…`, `cool.b`, `fusion.1…`, `fusion.2…`, `prototypes`; and the buffers `graph.M.reference` and `cool.last`.
   */
  readonly parameters: ParameterSet;
  /** Where it runs. */
  readonly engine: Engine;
  /** The learned feature graphs; none where they are not learned. */
  readonly learned: readonly LearnedGraph[];
  /** What the learned factor of the diffusion's share is the sigmoid of, one number. */
  readonly cool: Variable;
  /** The last share of the diffusion; above 1 before the first step. */
  readonly lastBeta: Variable;
  /** The prototypes, `nPrototypes × nLatent`. */
  readonly prototypes: Variable;
  readonly #graphs: readonly FeatureGraph[];
  readonly #blends: readonly GraphBlend[];
  readonly #encoders: readonly NearIdentity[];
  readonly #alignment: SoftAlignment | undefined;
  readonly #augment: readonly Projection[];
  readonly #local: LocalLayer;
  readonly #scales: MultiScale;
  readonly #fusion: readonly [Linear, Linear];
  readonly #relu: boolean;
  readonly #decoders: readonly Projection[];

  /**
   * @param engine Where it runs.
   * @param inputs Features and graphs, complete.
   * @param config All settings.
   * @param rng The source of the first weights.
   */
  constructor(engine: Engine, inputs: FamilyInputs, config: TrsmiConfig, rng: Rng) {
    const { modalities, spatial, features } = inputs;
    const { nLatent, nPrototypes, graphReference: reference, scales } = config;
    const parameters = this.parameters = new ParameterSet(engine);
    const names = modalities.map(({ name }) => name);
    this.engine = engine;
    this.#relu = config.activation === "relu";
    this.learned = config.learnGraph
      ? features.map((adjacency, m) =>
        new LearnedGraph(engine, parameters, `graph.${names[m]}`, { adjacency, reference })
      )
      : [];
    // The mean starts at the graph as it is used, not at its parameters, whose distance from it would rule the first epochs.
    if (reference === "ema") engine.run(() => this.learned.forEach((graph) => graph.follow(graph.adjacency(), 0)));
    this.#graphs = config.learnGraph ? this.learned : features.map((adjacency) => {
      const { structure, weights } = undirectedEdges(adjacency);
      return { structure, adjacency: () => engine.tensor(weights, [weights.length]) };
    });
    this.#blends = names.map((name) => new GraphBlend(engine, parameters, `blend.${name}`));
    const gate = config.nearIdentity ? config.encoderGate : null;
    this.#encoders = modalities.map(({ name, nFeatures: nIn }) =>
      new NearIdentity(engine, parameters, `encoder.${name}`, { nIn, nOut: nLatent, gate, rng })
    );
    const aligns = config.useAlignment && names.length > 1;
    const structures = this.#graphs.map(({ structure }) => structure);
    const forms = aligns ? alignmentForms(inputs, structures, config) : [];
    this.#alignment = aligns ? new SoftAlignment(engine, parameters, { names, forms, ...config, rng }) : undefined;
    const projection = (name: string, nIn: number, nOut: number) =>
      new Projection(engine, parameters, name, { nIn, nOut, rng });
    this.#augment = names.map((name) => projection(`augment.${name}`, (aligns ? 2 : 1) * nLatent, nLatent));
    this.#local = new LocalLayer(engine, parameters, { nLatent, gate: config.localGate, rng });
    this.#scales = new MultiScale(engine, parameters, { nLatent, scales, spatial, features: structures, rng });
    this.cool = parameters.add("cool.b", { shape: [1], data: new Float32Array(1) });
    this.lastBeta = parameters.addBuffer("cool.last", { shape: [1], data: Float32Array.of(NEVER) });
    const layer = (name: string, nIn: number) => new Linear(engine, parameters, name, { nIn, nOut: nLatent, rng });
    this.#fusion = [layer("fusion.1", names.length * nLatent), layer("fusion.2", nLatent)];
    this.#decoders = modalities.map(({ name, nFeatures }) => projection(`decoder.${name}`, nLatent, nFeatures));
    const data = new Float32Array(nPrototypes * nLatent);
    this.prototypes = parameters.add("prototypes", { shape: [nPrototypes, nLatent], data });
  }

  /** A pass through the network. */
  pass({ x, operator }: TrsmiFeatures, { beta, warm }: TrsmiMoment): TrsmiPass {
    const { engine, engine: { tf } } = this;
    const adjacency = this.#graphs.map((graph) => graph.adjacency());
    const weights = this.#blends.map((blend) => blend.weights());
    const propagate = (m: number, rows: Tensor, by = weights[m]!) =>
      this.#blends[m]!.apply(rows, { operator, structure: this.#graphs[m]!.structure }, adjacency[m]!, by);
    const encodings = x.map((features, m) =>
      unitRows(engine, propagate(m, unitRows(engine, this.#encoders[m]!.apply(features))))
    );
    const aligned = this.#alignment?.apply(encodings, warm) ?? [];
    const augmented = encodings.map((encoding, m) =>
      this.#augment[m]!.apply(aligned[m] ? [encoding, aligned[m]] : encoding)
    );
    const local = augmented.map((rows, m) => {
      const { spatial, feature } = weights[m]!;
      const total = tf.add(spatial as never, feature as never);
      const shares = { spatial: tf.div(spatial as never, total), feature: tf.div(feature as never, total) };
      return this.#local.apply(rows, (base) => propagate(m, base, shares));
    });
    const diffused = this.#scales.apply(local, adjacency, weights);
    const near = sideBySide(engine, local);
    const mixed = tf.add(near as never, tf.mul(beta as never, tf.sub(diffused as never, near as never)));
    const [first, second] = this.#fusion;
    const hidden = first.apply(mixed);
    const z = second.apply(this.#relu ? tf.relu(hidden as never) : hidden);
    return { adjacency, encodings, aligned, augmented, local, diffused, z };
  }

  /** One modality's features, `nObs × nFeatures`, as the embedding tells them once it is propagated, `S Z`. */
  decode(modality: number, propagated: Tensor): Tensor {
    return this.#decoders[modality]!.apply(propagated);
  }

  /** Puts others in place of the prototypes; runs inside `engine.run`. */
  setPrototypes(prototypes: Float32Array): void {
    this.prototypes.assign(this.engine.tensor(prototypes, this.prototypes.shape) as never);
  }
}

/** Above every share of the diffusion. */
const NEVER = 2;
