import { WeftError } from "../../core/error.ts";
import type { Annotated } from "../../data/annotated.ts";
import type { Dense } from "../../data/dense.ts";
import type { Run } from "../../train/run.ts";
import type { LossLiveState } from "../protocol/loss_live.ts";
import { ClusterThread } from "./cluster_thread.ts";
import { type Cloud, MovingClusters } from "./moving_clusters.ts";
import { Pace } from "./pace.ts";
import { embeddingPlaces, shownSpots, tissuePlaces } from "./spot_places.ts";

/** The traits that a picture sets. */
export type PictureTraits = Pick<LossLiveState, "x" | "y" | "places" | "labels" | "pictureEpoch">;

/** Least ms between two pictures. */
const EVERY = 1000;
/** Most of the training's time that the embedding may take. */
const SHARE = 0.008;
/** Most of one core's time that the clustering may take, beside the training. */
const THREAD_SHARE = 0.05;

/** The spots coloured by the clusters of the present embedding, made on another thread, a picture a second at most. */
export class LivePicture {
  readonly #run: Run<Annotated>;
  readonly #nClusters: number;
  readonly #rows: Int32Array;
  readonly #tissue: Pick<PictureTraits, "x" | "y"> | undefined;
  readonly #pace: Pace = new Pace({ every: EVERY, share: SHARE });
  readonly #threadPace: Pace = new Pace({ every: 0, share: THREAD_SHARE });
  #thread: ClusterThread | undefined;
  #labels: Uint8Array | undefined;
  #busy = false;
  #closed = false;
  #cost = 0;

  /**
   * @param run The run.
   * @param nClusters Clusters at most.
   * @param libraryKey Column of `obs` that tells sections, if there are several.
   */
  constructor(run: Run<Annotated>, nClusters: number, libraryKey?: string) {
    this.#run = run;
    this.#nClusters = nClusters;
    this.#rows = shownSpots(run.data.nObs);
    this.#tissue = tissuePlaces(run.data, this.#rows, libraryKey);
  }

  /** Milliseconds that embeddings have taken so far. */
  get cost(): number {
    return this.#cost;
  }

  /** What is known before the first picture. */
  get places(): Pick<PictureTraits, "x" | "y" | "places"> {
    const none = new Float32Array(0);
    return this.#tissue ? { ...this.#tissue, places: "tissue" } : { x: none, y: none, places: "embedding" };
  }

  /** Starts the thread, before there is anything for it to do. */
  prepare(): void {
    this.#thread ??= new ClusterThread({ nClusters: this.#nClusters, seed: this.#run.seed });
  }

  /** Whether the next picture may be drawn. */
  due(now: number): boolean {
    return !this.#busy && this.#pace.due(now) && this.#threadPace.due(now);
  }

  /**
   * The picture of the present epoch, clustered on the other thread.
   *
   * @throws {WeftError} What broke the run or the thread; `Aborted` when it was closed.
   */
  async draw(): Promise<PictureTraits> {
    this.#busy = true;
    try {
      const epoch = this.#run.epoch;
      const started = performance.now();
      const embedding = await this.#run.embedding();
      // A thread started now would never be ended.
      if (this.#closed) throw new WeftError("Aborted", { expected: "a picture", found: "that the view was closed" });
      this.prepare();
      const answer = this.#thread!.cluster(this.#cloud(embedding));
      const now = performance.now();
      this.#cost += now - started;
      this.#pace.spent(now, now - started);
      const { labels, cost } = await answer;
      this.#threadPace.spent(performance.now(), cost);
      return this.#traits(embedding, labels, epoch);
    } finally {
      this.#busy = false;
    }
  }

  /**
   * The picture of a run that has ended, clustered at once: there is no training any more that it could hold up, and
   * notebooks take what comes before the cell has ended.
   */
  async drawLast(): Promise<PictureTraits> {
    const embedding = await this.#run.embedding();
    const clusters = new MovingClusters(this.#nClusters, this.#run.seed, this.#labels);
    return this.#traits(embedding, clusters.next(this.#cloud(embedding)), this.#run.epoch);
  }

  /** Ends the thread. */
  close(): void {
    this.#closed = true;
    this.#thread?.close();
    this.#thread = undefined;
  }

  #traits(embedding: Dense, labels: Uint8Array<ArrayBuffer>, pictureEpoch: number): PictureTraits {
    this.#labels = labels;
    const places = this.#tissue
      ? this.places
      : { ...embeddingPlaces(embedding, this.#rows), places: "embedding" as const };
    return { ...places, labels, pictureEpoch };
  }

  /** The rows shown, in memory that can be given away. */
  #cloud({ data, nRows, nCols }: Dense): Cloud & { readonly data: Float32Array<ArrayBuffer> } {
    const values = data as Float32Array<ArrayBuffer>;
    const nObs = this.#rows.length;
    if (nRows === nObs) return { data: values.slice(), nObs, nLatent: nCols };
    const taken = new Float32Array(nObs * nCols);
    this.#rows.forEach((row, i) => taken.set(values.subarray(row * nCols, (row + 1) * nCols), i * nCols));
    return { data: taken, nObs, nLatent: nCols };
  }
}
