import type { Chunk } from "./chunk_index.ts";

interface Stored {
  readonly byteOffset: number;
  readonly byteLength: number;
  readonly chunkBytes: number;
  readonly chunks: readonly Chunk[];
}

/** Where arrays lie that a file holds already: matrices share arrays, such as the pattern of counts and of their logarithms. */
export class StoredArrays {
  readonly #byBuffer = new WeakMap<ArrayBufferLike, Stored[]>();

  /** Chunks of the same memory cut in the same pieces, if it was stored. */
  find({ buffer, byteOffset, byteLength }: Uint8Array, chunkBytes: number): readonly Chunk[] | undefined {
    return this.#byBuffer.get(buffer)?.find((stored) =>
      stored.byteOffset === byteOffset && stored.byteLength === byteLength && stored.chunkBytes === chunkBytes
    )?.chunks;
  }

  /** Notes where an array was stored. */
  add({ buffer, byteOffset, byteLength }: Uint8Array, chunkBytes: number, chunks: readonly Chunk[]): void {
    const stored = { byteOffset, byteLength, chunkBytes, chunks };
    this.#byBuffer.set(buffer, [...this.#byBuffer.get(buffer) ?? [], stored]);
  }
}
