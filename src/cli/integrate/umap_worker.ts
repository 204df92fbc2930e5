/** Runs in a worker, beside what the main thread computes: lays out the embedding that it is sent, and answers once. */
import { WeftError } from "../../core/error.ts";
import { AnnData } from "../../data/anndata.ts";
import { Dense } from "../../data/dense.ts";
import type { UnsDict } from "../../data/uns.ts";
import { umap } from "../../embed/umap.ts";

/** An embedding to lay out. */
export interface LayoutTask {
  /** `nObs × width`, row major. */
  readonly embedding: Float32Array | Float64Array;
  /** How many spots. */
  readonly nObs: number;
  /** Neighbours of a spot. */
  readonly nNeighbors: number;
  /** Seed of the draws. */
  readonly seed: number;
}

/** An embedding, laid out. */
export interface Layout {
  /** `nObs × 2`, row major. */
  readonly points: Float32Array;
  /** What `umap` notes of itself in `uns`. */
  readonly notes: UnsDict;
}

/** Why it could not be laid out. */
export type LayoutFailure = Pick<WeftError, "tag" | "fields">;

/** The scope of a dedicated worker, which the standard types of this program do not describe. */
const scope = globalThis as unknown as {
  postMessage(answer: Layout | LayoutFailure): void;
  onmessage: (event: MessageEvent<LayoutTask>) => void;
};

scope.onmessage = ({ data }) => {
  try {
    scope.postMessage(layoutOf(data));
  } catch (error) {
    if (!(error instanceof WeftError)) throw error;
    scope.postMessage({ tag: error.tag, fields: error.fields });
  }
};

function layoutOf({ embedding, nObs, nNeighbors, seed }: LayoutTask): Layout {
  const X = new Dense(embedding, { shape: [nObs, embedding.length / nObs] });
  const { obsm, uns } = umap(new AnnData({ X }), { useRep: "X", nNeighbors, seed });
  return { points: (obsm.X_umap as Dense).data as Float32Array, notes: uns.umap as UnsDict };
}
