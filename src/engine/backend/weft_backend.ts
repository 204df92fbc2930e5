import type { Block } from "../../kernels/block.ts";
import type { Kernels } from "../../kernels/kernels.ts";
import type { Tf } from "../tf.ts";
import { sizeOf, type TensorInfo, type TensorType } from "./tensor_info.ts";

/** A tensor library's backend whose tensors lie in blocks that compiled kernels reach. */
export interface WeftBackend {
  /** The kernels it runs. */
  readonly kernels: Kernels;
  /** How often each op ran on the library's plain JavaScript, by name: none does in a training step. */
  readonly fallbacks: Map<string, number>;
  /** Where a tensor's elements lie. */
  block(tensor: TensorInfo): Block;
  /** A tensor's elements, in place. */
  values(tensor: TensorInfo): Values;
  /** How many tensors share the elements of one. */
  refCount(dataId: object): number;
  /** A new tensor of flags. */
  flags(values: Uint8Array, shape: readonly number[]): TensorInfo;
  /** A new tensor with arbitrary contents. */
  output(shape: readonly number[], dtype?: "float32" | "int32"): TensorInfo;
  /** A new tensor on a block the caller gives away. */
  adopt(block: Block, shape: readonly number[], dtype?: "float32" | "int32"): TensorInfo;
  /** A new tensor of one number. */
  scalar(value: number): TensorInfo;
  /** The same tensor once more: its memory goes with the last of them. */
  again(tensor: TensorInfo): TensorInfo;
}

/** Elements of a tensor: floats, integers, or flags of one byte. */
export type Values = Float32Array | Int32Array | Uint8Array;

interface Entry {
  readonly values: Values;
  readonly dtype: TensorType;
  readonly block?: Block;
  refCount: number;
}

/** The part of the library's own cpu backend that ours is built on: its storage and its rare ops. */
interface CpuBackend {
  readonly data: {
    get(dataId: object): Entry;
    set(dataId: object, entry: Entry): void;
    has(dataId: object): boolean;
  };
  write(values: Values | null, shape: number[], dtype: TensorType): object;
  disposeData(dataId: object, force?: boolean): boolean;
  readSync(dataId: object): Values;
  refCount(dataId: object): number;
}

/**
 * Makes a backend over a set of kernels. Storage and rare ops come from the library's cpu backend, whose class is taken
 * from the instance it registers.
 */
export function createBackend(tf: Tf, kernels: Kernels): WeftBackend {
  const Cpu = (tf.findBackend("cpu") as unknown as CpuBackend).constructor as new () => CpuBackend;

  class Backend extends Cpu implements WeftBackend {
    readonly kernels = kernels;
    readonly fallbacks = new Map<string, number>();

    override write(values: Values | null, shape: number[], dtype: TensorType): object {
      if (dtype !== "float32" && dtype !== "int32") return super.write(values, shape, dtype);
      const block = kernels.alloc(sizeOf(shape));
      const view = dtype === "float32" ? block.f32 : block.i32;
      if (values) view.set(values);
      return this.#keep(block, dtype);
    }

    override disposeData(dataId: object, force = false): boolean {
      const block = this.data.has(dataId) ? this.data.get(dataId).block : undefined;
      const gone = super.disposeData(dataId, force);
      if (gone && block) kernels.free(block);
      return gone;
    }

    /** A copy: the block itself is recycled when its tensor goes. */
    override readSync(dataId: object): Values {
      const { values, block } = this.data.get(dataId);
      if (!block) return super.readSync(dataId);
      return values instanceof Float32Array ? Float32Array.from(values) : Int32Array.from(values);
    }

    read(dataId: object): Promise<Values> {
      return Promise.resolve(this.readSync(dataId));
    }

    block({ dataId }: TensorInfo): Block {
      return this.data.get(dataId).block!;
    }

    values({ dataId }: TensorInfo): Values {
      return this.data.get(dataId).values;
    }

    flags(values: Uint8Array, shape: readonly number[]): TensorInfo {
      return { dataId: super.write(values, [...shape], "bool"), shape: [...shape], dtype: "bool" };
    }

    output(shape: readonly number[], dtype: "float32" | "int32" = "float32"): TensorInfo {
      return this.adopt(kernels.alloc(sizeOf(shape)), shape, dtype);
    }

    adopt(block: Block, shape: readonly number[], dtype: "float32" | "int32" = "float32"): TensorInfo {
      return { dataId: this.#keep(block, dtype), shape: [...shape], dtype };
    }

    scalar(value: number): TensorInfo {
      const block = kernels.alloc(1);
      block.f32[0] = value;
      return this.adopt(block, []);
    }

    again({ dataId, shape, dtype }: TensorInfo): TensorInfo {
      this.data.get(dataId).refCount++;
      return { dataId, shape, dtype };
    }

    #keep(block: Block, dtype: "float32" | "int32"): object {
      const dataId = {};
      this.data.set(dataId, { values: dtype === "float32" ? block.f32 : block.i32, dtype, block, refCount: 1 });
      return dataId;
    }
  }

  return new Backend();
}
