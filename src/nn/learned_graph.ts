import type { Csr } from "../data/csr.ts";
import type { EdgeStructure } from "../engine/edge_structure.ts";
import type { Engine } from "../engine/engine.ts";
import { edgeDistance } from "../engine/ops/edge_distance.ts";
import { moveTowards } from "../engine/ops/move_towards.ts";
import { normalizeEdges } from "../engine/ops/normalize_edges.ts";
import type { Tensor, Variable } from "../engine/tf.ts";
import { undirectedEdges } from "../engine/undirected_edges.ts";
import { edgeFingerprint, edgeGuard } from "./edge_guard.ts";
import type { ParameterSet } from "./parameter_set.ts";

/**
 * What a learned graph is held to: a mean that follows it (`ema`), its start after `relu` and normalisation
 * (`initial`), or the graph it starts from (`knn`).
 */
export type GraphReference = "ema" | "initial" | "knn";

/** Start and form of a {@linkcode LearnedGraph}. */
export interface LearnedGraphOptions {
  /** The graph to start from, normalised, `nObs × nObs`; an edge is stored in both directions. */
  readonly adjacency: Csr;
  /** What it is held to; default `ema`. */
  readonly reference?: GraphReference | undefined;
}

/** Options of {@linkcode LearnedGraph.distance}. */
export interface GraphDistanceOptions {
  /** The squared norm in place of the norm; default false. */
  readonly squared?: boolean | undefined;
}

/**
 * A graph whose weights are learned, as in the PRAGA family: `A = D^-½ (relu(P) + I) D^-½` with one parameter for each
 * undirected edge of the graph it starts from. Training the matrix `P` of all spots with all spots gives the same
 * numbers: an entry that starts at 0 never leaves it.
 *
 * @example
 * ```ts
 * import { LearnedGraph, ParameterSet } from "weft/nn";
 * import { openEngine } from "weft/engine";
 * import { Csr } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "wasm" });
 * const parameters = new ParameterSet(engine);
 * const data = new Float32Array([0.5, 0.5, 0.5, 0.5]);
 * const pair = new Csr({ shape: [2, 2], indptr: new Int32Array([0, 2, 4]), indices: new Int32Array([0, 1, 0, 1]), data });
 * const graph = new LearnedGraph(engine, parameters, "graph", { adjacency: pair });
 * const weights = engine.run(() => graph.adjacency().dataSync());
 * assert.deepEqual([...weights].map((weight) => weight.toFixed(2)), ["0.75", "0.25", "0.75"]);
 * parameters.dispose();
 * ```
 */
export class LearnedGraph {
  /** Where the edges lie. */
  readonly structure: EdgeStructure;
  readonly #engine: Engine;
  readonly #first: Float32Array;
  readonly #p: Variable;
  readonly #reference: Variable;

  /**
   * Adds its weights to the set.
   *
   * @param engine Where it runs.
   * @param parameters The set its `NAME.p` and its buffers `NAME.reference` and `NAME.edges` are added to.
   * @param name Its name.
   * @param options Start and form.
   * @throws {WeftError} `Corrupt` when an edge is stored in one direction only.
   */
  constructor(engine: Engine, parameters: ParameterSet, name: string, options: LearnedGraphOptions) {
    const { adjacency, reference = "ema" } = options;
    const { structure, weights: data } = undirectedEdges(adjacency);
    const first = { shape: [data.length], data };
    this.#engine = engine;
    this.structure = structure;
    this.#first = data;
    this.#p = parameters.add(`${name}.p`, first);
    this.#reference = parameters.addBuffer(`${name}.reference`, first);
    if (reference === "initial") engine.run(() => this.#reference.assign(this.adjacency() as never));
    const fingerprint = edgeFingerprint(structure);
    parameters.addBuffer(`${name}.edges`, { shape: [fingerprint.length], data: fingerprint });
    parameters.addGuard(edgeGuard(name, structure.nRows, data.length, fingerprint));
  }

  /** The learned weights of the edges; gradients flow into the parameters. */
  adjacency(): Tensor {
    return normalizeEdges(this.#engine, this.structure, this.#p);
  }

  /** The weights of the edges in the graph it starts from; a constant. */
  start(): Tensor {
    return this.#engine.tensor(this.#first, [this.#first.length]);
  }

  /** The weights that it is held to now; the graph's own, not to be freed. */
  get reference(): Tensor {
    return this.#reference;
  }

  /**
   * How far weights of the edges are from those it is held to: the Frobenius norm of the difference of the matrices.
   *
   * @param adjacency Weights of the edges.
   * @param options Whether the norm is squared.
   * @returns A scalar.
   */
  distance(adjacency: Tensor, options: GraphDistanceOptions = {}): Tensor {
    return edgeDistance(this.#engine, this.structure, adjacency, this.#reference, options);
  }

  /**
   * Moves what it is held to: `C ← decay · C + (1 − decay) · A`; runs inside `engine.run`, not while a gradient is
   * recorded.
   *
   * @param adjacency `A`, weights of the edges.
   * @param decay Share of the old value.
   */
  follow(adjacency: Tensor, decay: number): void {
    moveTowards(this.#engine, this.#reference, adjacency, decay);
  }
}
