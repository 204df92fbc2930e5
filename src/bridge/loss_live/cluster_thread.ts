import { WeftError } from "../../core/error.ts";
import type { ClusterAnswer, ClusteredCloud, ClusterSettings } from "./cluster_worker.ts";
import type { Cloud } from "./moving_clusters.ts";

/** Clusters embeddings on a thread of their own, one at a time. */
export class ClusterThread {
  readonly #worker: Worker;
  #waiting: PromiseWithResolvers<ClusteredCloud> | undefined;
  #failed: WeftError | undefined;

  /** @param settings How many clusters. */
  constructor(settings: ClusterSettings) {
    this.#worker = new Worker(new URL("./cluster_worker.ts", import.meta.url), {
      type: "module",
      name: "weft clusters",
    });
    this.#worker.onmessage = ({ data }: MessageEvent<ClusterAnswer>) => {
      if ("problem" in data) return this.#fail(failure(data.problem));
      const waiting = this.#waiting;
      this.#waiting = undefined;
      waiting?.resolve(data);
    };
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(failure(event.message));
    };
    this.#worker.postMessage(settings);
  }

  /** Whether it is at work. */
  get busy(): boolean {
    return this.#waiting !== undefined;
  }

  /**
   * Labels of an embedding, whose memory it takes over.
   *
   * @throws {WeftError} `Failed` when the thread could not do it, then and from then on; `Aborted` when it was closed.
   */
  async cluster(cloud: Cloud & { readonly data: Float32Array<ArrayBuffer> }): Promise<ClusteredCloud> {
    if (this.#failed) throw this.#failed;
    this.#waiting = Promise.withResolvers();
    const { promise } = this.#waiting;
    this.#worker.postMessage(cloud, [cloud.data.buffer]);
    return await promise;
  }

  /** Ends the thread; what it was at is given up. */
  close(): void {
    this.#fail(new WeftError("Aborted", { expected: "the picture's clusters", found: "that the view was closed" }));
  }

  #fail(error: WeftError): void {
    this.#failed ??= error;
    this.#worker.terminate();
    this.#waiting?.reject(error);
    this.#waiting = undefined;
  }
}

function failure(found: string): WeftError {
  return new WeftError("Failed", { expected: "the clusters of the picture", found });
}
