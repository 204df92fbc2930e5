import { examples, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { AnnData } from "../data/anndata.ts";
import type { AxisArray } from "../data/anndata.ts";
import type { Csr } from "../data/csr.ts";
import type { Dense } from "../data/dense.ts";
import type { Frame } from "../data/frame.ts";
import type { Matrix } from "../data/matrix.ts";
import { type Selector, selectRows } from "../data/selector.ts";
import { type Slots, slots } from "../data/slots.ts";
import type { UnsValue } from "../data/uns.ts";
import { BackedMatrix } from "./backed_matrix.ts";
import type { ReadContext } from "./elements/context.ts";
import { readAnnData, readAnnotations } from "./read_anndata.ts";
import type { Store } from "./store.ts";
import { gatherRows } from "./gather_rows.ts";

/** How {@linkcode BackedAnnData.blocks} cuts. */
export interface BlockOptions {
  /** Rows of a block; by default as many as make some 32 MB were they dense. */
  readonly rows?: number;
  /** Name of a layer; default `X`. */
  readonly layer?: string;
}

/** Consecutive observations of a {@linkcode BackedAnnData}. */
export interface Block {
  /** Row of the first observation. */
  readonly start: number;
  /** One past the row of the last observation. */
  readonly end: number;
  /** The rows of the matrix. */
  readonly X: Csr | Dense;
}

/**
 * An AnnData whose matrices stay in the file: tables, embeddings and `uns` are in memory, `X` and `layers` are read by
 * blocks of rows. Close it when done.
 *
 * @example Sum a matrix without holding it
 * ```ts
 * import { readH5ad, writeH5ad } from "weft/io";
 * import { AnnData, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const path = await Deno.makeTempFile({ suffix: ".h5ad" });
 * await writeH5ad(new AnnData({ X: Dense.fromRows([[1, 2], [3, 4], [5, 6]]) }), path);
 * const backed = await readH5ad(path, { backed: true });
 * let total = 0;
 * for await (const { X } of backed.blocks({ rows: 2 })) for (const value of X.data) total += Number(value);
 * assert.equal(total, 21);
 * backed.close();
 * await Deno.remove(path);
 * ```
 */
export class BackedAnnData {
  /** Main matrix; `null` when there is none. */
  readonly X: BackedMatrix | null;
  /** Further matrices. */
  readonly layers: Slots<BackedMatrix>;
  /** One row per observation. */
  readonly obs: Frame;
  /** One row per variable. */
  readonly var: Frame;
  /** Arrays with one row per observation. */
  readonly obsm: Slots<AxisArray>;
  /** Arrays with one row per variable. */
  readonly varm: Slots<AxisArray>;
  /** Matrices `nObs × nObs`. */
  readonly obsp: Slots<Matrix>;
  /** Matrices `nVars × nVars`. */
  readonly varp: Slots<Matrix>;
  /** Everything else. */
  readonly uns: Slots<UnsValue>;
  readonly #store: Store;
  readonly #context: ReadContext;

  private constructor(
    adata: AnnData,
    X: BackedMatrix | null,
    layers: Readonly<Record<string, BackedMatrix>>,
    context: ReadContext,
  ) {
    this.X = X;
    this.layers = slots(layers);
    this.obs = adata.obs;
    this.var = adata.var;
    this.obsm = adata.obsm;
    this.varm = adata.varm;
    this.obsp = adata.obsp;
    this.varp = adata.varp;
    this.uns = adata.uns;
    this.#store = context.store;
    this.#context = context;
  }

  /** Opens a store that holds an AnnData; closing the object closes the store. */
  static async open(store: Store, context: ReadContext): Promise<BackedAnnData> {
    const main = await store.root.get("X");
    const X = main && main.attrs["encoding-type"] !== "null" ? await BackedMatrix.open(main, store.location) : null;
    const group = await store.root.get("layers");
    const layers: Record<string, BackedMatrix> = Object.create(null);
    if (group?.kind === "group") {
      for (const name of await group.keys()) {
        layers[name] = await BackedMatrix.open((await group.get(name))!, store.location);
      }
    }
    const annotations = await readAnnotations(store.root, context, { layers: false });
    return new BackedAnnData(new AnnData(annotations), X, layers, context);
  }

  /** Number of observations. */
  get nObs(): number {
    return this.obs.nRows;
  }

  /** Number of variables. */
  get nVars(): number {
    return this.var.nRows;
  }

  /** Names of the observations. */
  get obsNames(): readonly string[] {
    return this.obs.index;
  }

  /** Names of the variables. */
  get varNames(): readonly string[] {
    return this.var.index;
  }

  /**
   * Reads `X` or a layer block by block.
   *
   * @param options `rows`, `layer`.
   * @throws {WeftError} `NotFound` when there is no such matrix.
   */
  async *blocks(options: BlockOptions = {}): AsyncGenerator<Block> {
    for await (const { start, X } of this.#matrix(options.layer).blocks(options.rows)) {
      yield { start, end: start + X.nRows, X };
    }
  }

  #matrix(layer: string | undefined): BackedMatrix {
    const matrix = layer === undefined ? this.X : this.layers[layer];
    if (matrix) return matrix;
    const names = Object.keys(this.layers);
    throw new WeftError("NotFound", {
      expected: layer === undefined ? "a matrix X" : `a layer ${show(layer)}`,
      found: names.length === 0 ? "no layers" : `the layers ${examples(names)}`,
      where: this.#store.location,
    });
  }

  /** The observations named, in that order, read into memory; blocks without any of them are passed over. */
  async subset({ obs }: { readonly obs: Selector }): Promise<AnnData> {
    const rows = selectRows(this.obs, obs, "obs");
    const layers: Record<string, Matrix> = {};
    for (const [name, matrix] of Object.entries(this.layers)) layers[name] = await gatherRows(matrix, rows);
    const { var: vars, obsm, varm, obsp, varp, uns } = this;
    const rest = new AnnData({ obs: this.obs, var: vars, obsm, varm, obsp, varp, uns }).subset({ obs: rows });
    return rest.with({ X: this.X && await gatherRows(this.X, rows), layers });
  }

  /** Everything read into memory, `raw` too. */
  toMemory(): Promise<AnnData> {
    return readAnnData(this.#store.root, this.#context);
  }

  /** Closes the file. */
  close(): void {
    this.#store.close();
  }
}
