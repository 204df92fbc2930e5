import type { Engine } from "../engine.ts";
import type { WeftBackend } from "../backend/weft_backend.ts";
import type { Tensor, Tf } from "../tf.ts";

/** A shape: length along each axis. */
export type Shape = readonly number[];

/**
 * A kernel over typed arrays: weft's own ops run on the memory of whichever backend holds the tensors, without copies.
 */
export interface HostKernel<Attributes> {
  /** Its name among the library's kernels. */
  readonly name: string;
  /** Shapes of the outputs. */
  shapes(inputs: readonly Shape[], attributes: Attributes): readonly Shape[];
  /** Fills the outputs, which hold arbitrary numbers before. */
  run(
    inputs: readonly Float32Array[],
    outputs: readonly Float32Array[],
    attributes: Attributes,
    shapes: readonly Shape[],
  ): void;
}

interface TensorInfo {
  readonly dataId: object;
  readonly shape: number[];
  readonly dtype: "float32";
}

interface Memory {
  make(shape: Shape): TensorInfo;
  view(tensor: TensorInfo): Float32Array;
}

interface CpuBackend {
  makeTensorInfo(shape: Shape, dtype: "float32", values: Float32Array): TensorInfo;
  readonly data: { get(dataId: object): { readonly values: Float32Array } };
}

function weft(backend: unknown): Memory {
  const blocks = backend as WeftBackend;
  return { make: (shape) => blocks.output(shape) as TensorInfo, view: (tensor) => blocks.block(tensor).f32 };
}

const MEMORIES: Readonly<Record<string, (backend: unknown) => Memory>> = {
  "weft-native": weft,
  "weft-wasm": weft,
  cpu: (backend) => {
    const cpu = backend as CpuBackend;
    return {
      make: (shape) => cpu.makeTensorInfo(shape, "float32", new Float32Array(shape.reduce((a, b) => a * b, 1))),
      view: (tensor) => cpu.data.get(tensor.dataId).values,
    };
  },
};

/** Makes a kernel known to the library for every backend. */
export function registerHostKernel(tf: Tf, kernel: HostKernel<never>): void {
  for (const [backendName, memoryOf] of Object.entries(MEMORIES)) {
    tf.registerKernel({
      kernelName: kernel.name,
      backendName,
      kernelFunc: ({ inputs, backend, attrs }) => {
        const memory = memoryOf(backend);
        const tensors = Object.values(inputs) as unknown as TensorInfo[];
        const shapes = tensors.map((tensor) => tensor.shape);
        const outputs = kernel.shapes(shapes, attrs as never).map((shape) => memory.make(shape));
        // Views are taken last: allocating may grow the memory, which detaches earlier ones.
        kernel.run(tensors.map(memory.view), outputs.map(memory.view), attrs as never, shapes);
        return outputs as never;
      },
    });
  }
}

/** Runs a kernel on tensors; its gradient is the caller's business (`tf.customGrad`). */
export function runHostKernel<A>(
  engine: Engine,
  kernel: HostKernel<A>,
  inputs: readonly Tensor[],
  attributes: A,
): Tensor[] {
  const named = Object.fromEntries(inputs.map((tensor, i) => [`input${i}`, tensor]));
  return engine.tf.engine().runKernel(kernel.name, named, attributes as never) as unknown as Tensor[];
}
