import type { TensorInfo } from "../backend/tensor_info.ts";

/** What the library's TensorFlow backend keeps of a tensor. */
export interface Held {
  /** Length along each axis. */
  readonly shape: readonly number[];
  /** Number of the type, as the binding has it. */
  readonly dtype: number;
  /** Elements until the first op that reads them; 64-bit integers as two words each. */
  readonly values: Int32Array | Float32Array;
  /** The binding's own number for it; -1 until that op. */
  readonly id: -1;
  /** Who uses it. */
  readonly refCount: number;
}

/** The part of the library's TensorFlow backend that kernels of one's own need. */
export interface TensorflowBackend {
  readonly isUsingGpuDevice: boolean;
  readonly tensorMap: { set(dataId: object, held: Held): void };
  /** Numbers of types and kinds of attributes. */
  readonly binding: Readonly<Record<string, number>>;
  executeSingleOutput(name: string, attributes: readonly object[], inputs: readonly TensorInfo[]): TensorInfo;
  disposeData(dataId: object): boolean;
}
