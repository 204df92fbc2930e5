import type { TensorInfo } from "../backend/tensor_info.ts";

/** A compute program as the library's WebGPU backend takes it; other fields are the backend's own business. */
export interface Program {
  /** Name of the shader; the backend makes it longer by the forms of the operands. */
  shaderKey: string;
  /** Shape of what it writes. */
  readonly outputShape: readonly number[];
}

/** A number that a program reads. */
export interface Uniform {
  /** Its type. */
  readonly type: "float32" | "int32";
  /** The number itself. */
  readonly data: readonly number[];
}

/** What went wrong on a device, told after the call that caused it has returned. */
interface ErrorEvent extends Event {
  readonly error: { readonly message: string };
}

/** The part of the library's WebGPU backend that kernels of one's own and the guard over it need. */
export interface WebgpuBackend {
  readonly device: {
    readonly limits: { readonly maxStorageBufferBindingSize: number };
    addEventListener(type: "uncapturederror", listener: (event: ErrorEvent) => void): void;
  };
  readonly bufferManager: { acquireBuffer(size: number, ...rest: unknown[]): unknown };
  readonly tensorMap: { get(dataId: object): { readonly values?: unknown } };
  makeTensorInfo(shape: readonly number[], dtype: string, values?: Int32Array | Float32Array): TensorInfo;
  disposeData(dataId: object): boolean;
  readSync(dataId: object): unknown;
  runWebGPUProgram(
    program: Program,
    inputs: readonly TensorInfo[],
    dtype: string,
    uniforms?: readonly Uniform[],
    output?: TensorInfo,
  ): TensorInfo;
}
