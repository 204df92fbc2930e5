import type { Block } from "../../kernels/block.ts";
import type { Kernels } from "../../kernels/kernels.ts";
import { flagWords } from "../../kernels/ops/elementwise.ts";
import type { Tf } from "../tf.ts";
import type { Meter } from "./meter.ts";
import { sizeOf, type TensorInfo, type TensorType } from "./tensor_info.ts";

/** A tensor library's backend whose tensors lie in blocks that compiled kernels reach. */
export interface WeftBackend {
  /** The kernels it runs. */
  readonly kernels: Kernels;
  /** How often each op ran on the library's plain JavaScript, by name: none does in a training step. */
  readonly fallbacks: Map<string, number>;
  /** Who watches the memory at the moment. */
  readonly meter: Meter | undefined;
  /** Lets somebody watch the memory, or nobody. */
  useMeter(meter: Meter | undefined): void;
  /** Where a tensor's elements lie. */
  block(tensor: TensorInfo): Block;
  /** A tensor's elements, in place. */
  values(tensor: TensorInfo): Values;
  /** How many tensors share the elements of one. */
  refCount(dataId: object): number;
  /** Runs a kernel under its name; when it throws, what it had made by then is freed. */
  perform<T>(name: string, kernel: () => T): T;
  /** A new tensor with arbitrary contents. */
  output(shape: readonly number[], dtype?: TensorType): TensorInfo;
  /** A new tensor on a block the caller gives away. */
  adopt(block: Block, shape: readonly number[], dtype?: TensorType): TensorInfo;
  /** The elements of a tensor in another shape, not copied. */
  share(tensor: TensorInfo, shape: readonly number[]): TensorInfo;
  /** Frees a tensor that a kernel made for itself. */
  release(tensor: TensorInfo): void;
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
  move(dataId: object, values: Values, shape: number[], dtype: TensorType, refCount: number): void;
  incRef(dataId: object): void;
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
    meter: Meter | undefined;
    /** Tensors that the running kernel has made, if one runs. */
    #made: object[] | undefined;

    perform<T>(name: string, kernel: () => T): T {
      return this.meter ? this.meter.during(name, () => this.#whole(kernel)) : this.#whole(kernel);
    }

    #whole<T>(kernel: () => T): T {
      const outer = this.#made;
      const made: object[] = this.#made = [];
      try {
        return kernel();
      } catch (error) {
        for (const dataId of made) this.disposeData(dataId);
        throw error;
      } finally {
        this.#made = outer;
      }
    }

    useMeter(meter: Meter | undefined): void {
      this.meter = meter;
      kernels.watch(meter);
    }

    override write(values: Values | null, shape: number[], dtype: TensorType): object {
      if (!isPlain(dtype)) return super.write(values, shape, dtype);
      const dataId = {};
      this.#fill(dataId, values, sizeOf(shape), dtype);
      return dataId;
    }

    /** Takes over a tensor that was made on another backend. */
    override move(dataId: object, values: Values, shape: number[], dtype: TensorType, refCount: number): void {
      if (!isPlain(dtype)) return super.move(dataId, values, shape, dtype, refCount);
      this.#fill(dataId, values, sizeOf(shape), dtype);
      this.data.get(dataId).refCount = refCount;
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
      const copy = values instanceof Float32Array
        ? Float32Array
        : values instanceof Int32Array
        ? Int32Array
        : Uint8Array;
      return copy.from(values as never);
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

    output(shape: readonly number[], dtype: TensorType = "float32"): TensorInfo {
      return this.adopt(kernels.alloc(wordsOf(sizeOf(shape), dtype)), shape, dtype);
    }

    scalar(value: number): TensorInfo {
      const block = kernels.alloc(1);
      block.f32[0] = value;
      return this.adopt(block, []);
    }

    again(tensor: TensorInfo): TensorInfo {
      return this.share(tensor, tensor.shape);
    }

    adopt(block: Block, shape: readonly number[], dtype: TensorType = "float32"): TensorInfo {
      const dataId = {};
      this.data.set(dataId, { values: viewOf(block, dtype, sizeOf(shape)), dtype, block, refCount: 1 });
      this.#made?.push(dataId);
      return { dataId, shape: [...shape], dtype };
    }

    share({ dataId, dtype }: TensorInfo, shape: readonly number[]): TensorInfo {
      this.incRef(dataId);
      this.#made?.push(dataId);
      return { dataId, shape: [...shape], dtype };
    }

    release({ dataId }: TensorInfo): void {
      const at = this.#made?.lastIndexOf(dataId) ?? -1;
      if (at >= 0) this.#made!.splice(at, 1);
      this.disposeData(dataId);
    }

    #fill(dataId: object, from: Values | null, size: number, dtype: TensorType): void {
      const block = kernels.alloc(wordsOf(size, dtype));
      const values = viewOf(block, dtype, size);
      if (from) values.set(from);
      this.data.set(dataId, { values, dtype, block, refCount: 1 });
    }
  }

  return new Backend();
}

/** Complex numbers and strings exist in the library too; they stay outside the blocks. */
function isPlain(dtype: TensorType): boolean {
  return dtype === "float32" || dtype === "int32" || dtype === "bool";
}

/** 32-bit elements that hold so many elements of a type. */
function wordsOf(size: number, dtype: TensorType): number {
  return dtype === "bool" ? flagWords(size) : size;
}

function viewOf({ f32, i32 }: Block, dtype: TensorType, size: number): Values {
  if (dtype === "bool") return new Uint8Array(f32.buffer, f32.byteOffset, size);
  const all = dtype === "float32" ? f32 : i32;
  return all.length === size ? all : all.subarray(0, size);
}
