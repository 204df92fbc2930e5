import type { Rng } from "../../core/rng.ts";
import type { Csr } from "../../data/csr.ts";
import type { EdgeStructure } from "../../engine/edge_structure.ts";
import type { Engine } from "../../engine/engine.ts";
import type { SparseOperator } from "../../engine/sparse_operator.ts";
import type { Tensor, Variable } from "../../engine/tf.ts";
import { undirectedEdges } from "../../engine/undirected_edges.ts";
import { GraphMix } from "../../nn/graph_mix.ts";
import { type GraphReference, LearnedGraph } from "../../nn/learned_graph.ts";
import { Linear } from "../../nn/linear.ts";
import { ParameterSet } from "../../nn/parameter_set.ts";
import { Projection } from "../../nn/projection.ts";
import type { Network } from "../method.ts";
import type { FamilyInputs } from "./inputs.ts";

/** What the network of the PRAGA family is made by. */
export interface FamilyShape {
  /** Columns of encodings and of the embedding. */
  readonly nLatent: number;
  /** What happens between the two layers that fuse. */
  readonly activation: "none" | "relu";
  /** Whether feature graphs are learned. */
  readonly learnGraph: boolean;
  /** What learned graphs are held to. */
  readonly graphReference: GraphReference;
  /** Number of prototypes, which are kept as the buffer `prototypes`. */
  readonly nPrototypes: number;
  /** Whether their number changes: the buffer then has room for twice as many, and rows of zeros are none; default false. */
  readonly dynamicK?: boolean | undefined;
  /** Outputs of a linear head on the embedding; default none. */
  readonly nClasses?: number | undefined;
}

/** A graph that encodings are propagated along. */
export interface PropagationGraph {
  /** Where its edges lie. */
  readonly structure: EdgeStructure;
  /** The weights of its edges. */
  adjacency(): Tensor;
  /** Those it starts from. */
  start(): Tensor;
}

/**
 * The network of the PRAGA family, linear but for an activation: `Hₘ = (wS + vAₘ + b11ᵀ)(Xₘ Wₘ)`,
 * `Z = L₂(act(L₁[H₁ … H_M]))`, `X̂ₘ = S Z Vₘ`.
 */
export class FamilyNet implements Network {
  /** `graph.M.p`, `mix.M…`, `encoder.M.weight`, `decoder.M.weight` for each modality `M`, `fusion.1…`, `fusion.2…`, `head…`. */
  readonly parameters: ParameterSet;
  /** Where it runs. */
  readonly engine: Engine;
  /** Each modality's feature graph. */
  readonly graphs: readonly PropagationGraph[];
  /** The same where they are learned; none otherwise. */
  readonly learned: readonly LearnedGraph[];
  readonly #mixes: readonly GraphMix[];
  readonly #encoders: readonly Projection[];
  readonly #fusion: readonly [Linear, Linear];
  readonly #decoders: readonly Projection[];
  readonly #head: Linear | undefined;
  /** Number of prototypes that a search for them starts from. */
  readonly nPrototypes: number;
  readonly #prototypes: Variable;
  #count: number;
  readonly #relu: boolean;

  /**
   * @param engine Where it runs.
   * @param inputs Modalities and their feature graphs.
   * @param shape Its form.
   * @param rng The source of the first weights.
   */
  constructor(engine: Engine, { modalities, features }: FamilyInputs, shape: FamilyShape, rng: Rng) {
    const { nLatent, activation, learnGraph, graphReference: reference, nPrototypes, dynamicK, nClasses } = shape;
    const parameters = new ParameterSet(engine);
    this.engine = engine;
    this.parameters = parameters;
    this.#relu = activation === "relu";
    const names = modalities.map(({ name }) => name);
    this.learned = learnGraph
      ? features.map((adjacency, m) =>
        new LearnedGraph(engine, parameters, `graph.${names[m]}`, { adjacency, reference })
      )
      : [];
    this.graphs = learnGraph ? this.learned : features.map((adjacency) => fixedGraph(engine, adjacency));
    this.#mixes = names.map((name) => new GraphMix(engine, parameters, `mix.${name}`, { rng }));
    this.#encoders = modalities.map(({ name, nFeatures: nIn }) =>
      new Projection(engine, parameters, `encoder.${name}`, { nIn, nOut: nLatent, rng })
    );
    const layer = (name: string, nIn: number, nOut: number) => new Linear(engine, parameters, name, { nIn, nOut, rng });
    this.#fusion = [layer("fusion.1", names.length * nLatent, nLatent), layer("fusion.2", nLatent, nLatent)];
    this.#decoders = modalities.map(({ name, nFeatures: nOut }) =>
      new Projection(engine, parameters, `decoder.${name}`, { nIn: nLatent, nOut, rng })
    );
    this.#head = nClasses === undefined ? undefined : layer("head", nLatent, nClasses);
    const room = dynamicK ? 2 * nPrototypes : nPrototypes;
    const data = new Float32Array(room * nLatent);
    this.nPrototypes = nPrototypes;
    this.#count = room;
    this.#prototypes = parameters.addBuffer("prototypes", { shape: [room, nLatent], data });
  }

  /** One modality's encoding, `nObs × nLatent`, from its features and the weights of its feature graph. */
  encode(modality: number, x: Tensor, adjacency: Tensor, operator: SparseOperator): Tensor {
    const { structure } = this.graphs[modality]!;
    const y = this.#encoders[modality]!.apply(x, { constant: true });
    return this.#mixes[modality]!.apply(y, { operator, structure }, adjacency);
  }

  /** The embedding before its rows are normalised, `nObs × nLatent`. */
  fuse(encodings: readonly Tensor[]): Tensor {
    const [first, second] = this.#fusion;
    const hidden = first.apply(encodings);
    return second.apply(this.#relu ? this.engine.tf.relu(hidden as never) : hidden);
  }

  /** One modality's features, `nObs × nFeatures`, as the embedding tells them once it is propagated, `S Z`. */
  decode(modality: number, propagated: Tensor): Tensor {
    return this.#decoders[modality]!.apply(propagated);
  }

  /** What the head makes of the embedding, `nObs × nClasses`. */
  classify(z: Tensor): Tensor {
    return this.#head!.apply(z);
  }

  /** The prototypes, as many rows as there are; the network's own, not to be freed. */
  get prototypes(): Tensor {
    const [room, nLatent] = this.#prototypes.shape as [number, number];
    if (this.#count === room) return this.#prototypes;
    return this.engine.tf.slice(this.#prototypes as never, [0, 0], [this.#count, nLatent]);
  }

  /** Puts others in place of the prototypes, as many as there is room for; runs inside `engine.run`. */
  setPrototypes(prototypes: Float32Array): void {
    const [room, nLatent] = this.#prototypes.shape as [number, number];
    const data = new Float32Array(room * nLatent);
    data.set(prototypes);
    this.#count = prototypes.length / nLatent;
    this.#prototypes.assign(this.engine.tensor(data, [room, nLatent]) as never);
  }

  /** Finds out how many prototypes there are, after the buffer was filled from a file: the rows before one of zeros. */
  async countPrototypes(): Promise<void> {
    const [room, nLatent] = this.#prototypes.shape as [number, number];
    const data = await this.engine.read(this.#prototypes);
    let count = 0;
    while (count < room && data.slice(count * nLatent, (count + 1) * nLatent).some((value) => value !== 0)) count++;
    this.#count = count || room;
  }
}

function fixedGraph(engine: Engine, adjacency: Csr): PropagationGraph {
  const { structure, weights } = undirectedEdges(adjacency);
  const start = () => engine.tensor(weights, [weights.length]);
  return { structure, start, adjacency: start };
}
