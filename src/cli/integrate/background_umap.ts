import { WeftError } from "../../core/error.ts";
import { type Annotated, withAnnotations } from "../../data/annotated.ts";
import { Dense } from "../../data/dense.ts";
import { representation } from "../../data/representation.ts";
import type { Layout, LayoutFailure, LayoutTask } from "./umap_worker.ts";

/** What to lay out, and how. */
export interface BackgroundUmapOptions {
  /** Representation, a key of `obsm`. */
  readonly useRep: string;
  /** Neighbours of a spot. */
  readonly nNeighbors: number;
  /** Seed. */
  readonly seed: number;
}

/** A `umap` that runs in a worker while this thread goes on; it gives the same bytes as the verb. */
export class BackgroundUmap implements Disposable {
  readonly #worker: Worker;
  readonly #layout: Promise<Layout>;

  /** Begins to lay out a representation. */
  constructor(data: Annotated, { useRep, nNeighbors, seed }: BackgroundUmapOptions) {
    this.#worker = new Worker(new URL("./umap_worker.ts", import.meta.url), { type: "module" });
    this.#layout = new Promise((resolve, reject) => {
      this.#worker.onmessage = ({ data: answer }: MessageEvent<Layout | LayoutFailure>) =>
        "tag" in answer ? reject(new WeftError(answer.tag, answer.fields)) : resolve(answer);
      this.#worker.onerror = (event) => {
        event.preventDefault();
        reject(new WeftError("Failed", { expected: "to lay out the embedding", found: event.message }));
      };
    });
    // Told when it is waited for, not before.
    this.#layout.catch(() => {});
    const { data: values, nRows } = representation(data, useRep);
    const embedding = values instanceof Float32Array ? values.slice() : Float64Array.from(values, Number);
    this.#worker.postMessage({ embedding, nObs: nRows, nNeighbors, seed } satisfies LayoutTask);
  }

  /** The object with `obsm["X_umap"]` and `uns["umap"]`, as `umap` gives it; waits until it is laid out. */
  async addTo<T extends Annotated>(data: T): Promise<T> {
    const { points, notes } = await this.#layout;
    const layout = new Dense(points, { shape: [data.nObs, points.length / data.nObs] });
    return withAnnotations(data, { obsm: { X_umap: layout }, uns: { umap: notes } });
  }

  /** Ends the worker, wherever it stands. */
  [Symbol.dispose](): void {
    this.#worker.terminate();
  }
}
