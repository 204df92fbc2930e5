import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { WeftError } from "../../core/error.ts";
import { isWeftError } from "../../core/is_weft_error.ts";
import { loadBytes } from "../../io/load_bytes.ts";
import { saveBytes } from "../../io/save_bytes.ts";
import type { Weights } from "../../nn/parameter_set.ts";
import { decodeSafetensors, encodeSafetensors } from "../../train/safetensors.ts";
import type { ReadOut, Trained } from "../runner/task.ts";

const FORMAT = "weft-study-1";
const VALUES = "values";

/** Trainings and read-outs in a folder, a safetensors file each, named by what they follow from. */
export class Kept {
  readonly #folder: string;

  /** @param folder Where they lie; made when the first is kept. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The training of that key; `undefined` when there is none that can be read. */
  async training(key: string): Promise<Trained | undefined> {
    const found = await this.#load(key);
    if (!found) return undefined;
    const { values: { shape, data }, facts } = found;
    return { ...facts as Omit<Trained, "embedding" | "nLatent">, embedding: data, nLatent: shape[1]! };
  }

  /** Keeps a training. */
  async keepTraining(key: string, { embedding, nLatent, ...facts }: Trained): Promise<void> {
    await this.#save(key, { shape: [nLatent === 0 ? 0 : embedding.length / nLatent, nLatent], data: embedding }, facts);
  }

  /** The read-out of that key; `undefined` when there is none that can be read. */
  async readOut(key: string): Promise<ReadOut | undefined> {
    const found = await this.#load(key);
    if (!found) return undefined;
    return { ...found.facts as Omit<ReadOut, "labels">, labels: Int32Array.from(found.values.data) };
  }

  /** Keeps a read-out. */
  async keepReadOut(key: string, { labels, ...facts }: ReadOut): Promise<void> {
    await this.#save(key, { shape: [labels.length], data: Float32Array.from(labels) }, facts);
  }

  async #save(key: string, values: Weights, facts: object): Promise<void> {
    const state = JSON.stringify(facts);
    const metadata = { format: FORMAT, key, state, digest: digestOf(values, state) };
    await mkdir(this.#folder, { recursive: true });
    await saveBytes(this.#path(key), encodeSafetensors({ tensors: new Map([[VALUES, values]]), metadata }));
  }

  /** What is not there or is damaged is computed again. */
  async #load(key: string): Promise<{ readonly values: Weights; readonly facts: unknown } | undefined> {
    try {
      const { tensors, metadata: { format, key: own, state, digest } } = decodeSafetensors(
        await loadBytes(this.#path(key)),
      );
      const values = tensors.get(VALUES);
      if (format !== FORMAT || own !== key || !values || state === undefined) throw damaged(key);
      if (digestOf(values, state) !== digest) throw damaged(key);
      return { values, facts: JSON.parse(state) };
    } catch (error) {
      if (isWeftError(error, "Permission")) throw error;
      return undefined;
    }
  }

  #path(key: string): string {
    return `${this.#folder}/${key}.safetensors`;
  }
}

function digestOf({ shape, data }: Weights, state: string): string {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return createHash("sha256").update(`${shape}\n${state}\n`).update(bytes).digest("hex");
}

function damaged(key: string): WeftError {
  return new WeftError("Corrupt", { expected: `what was kept as '${key}'`, found: "something else" });
}
