import { WeftError } from "../../core/error.ts";
import { isWeftError } from "../../core/is_weft_error.ts";
import { reasonOf } from "../../kernels/reason_of.ts";
import type { TensorInfo } from "../backend/tensor_info.ts";
import type { Program, WebgpuBackend } from "./webgpu_backend.ts";

/** The smallest buffer that can be bound, in bytes. */
const SMALLEST = 4;

/**
 * Makes the library's WebGPU backend tell what it would pass over in silence: without this a shader that does not
 * compile, and an operand larger than the card binds, give zeros.
 *
 * @param backend The backend; its methods are replaced.
 * @returns Throws what the device has complained of since the last call; to be called after values were read.
 */
export function guardBackend(backend: WebgpuBackend): () => void {
  const { device, bufferManager } = backend;
  let complaint: string | undefined;
  device.addEventListener("uncapturederror", (event) => {
    event.preventDefault();
    // What follows the first one follows from it.
    complaint ??= event.error.message.trim();
  });
  const acquire = bufferManager.acquireBuffer.bind(bufferManager);
  bufferManager.acquireBuffer = (size, ...rest) => acquire(Math.max(size, SMALLEST), ...rest);
  const run = backend.runWebGPUProgram.bind(backend);
  backend.runWebGPUProgram = (program, inputs, ...rest) => {
    for (const { shape } of [...inputs, { shape: program.outputShape }]) checkBinding(backend, program, shape);
    try {
      return run(program, inputs, ...rest);
    } catch (error) {
      throw isWeftError(error) ? error : cannotRun(program, inputs, reasonOf(error));
    }
  };
  const readSync = backend.readSync.bind(backend);
  backend.readSync = (dataId) => {
    if ((backend.tensorMap.get(dataId).values ?? null) !== null) return readSync(dataId);
    throw new WeftError("Unsupported", {
      expected: "values of a tensor on a graphics card to be awaited",
      found: "a call of dataSync()",
      next: "Use await engine.read(tensor).",
    });
  };
  return () => {
    const found = complaint;
    complaint = undefined;
    if (found === undefined) return;
    throw new WeftError("Failed", { expected: "the graphics card to do what it was asked to", found, next: OTHER });
  };
}

const OTHER = 'Use engine: "auto", and report this if it is not a lack of memory.';

function checkBinding({ device }: WebgpuBackend, { shaderKey }: Program, shape: readonly number[]): void {
  const limit = device.limits.maxStorageBufferBindingSize;
  const bytes = shape.reduce((product, length) => product * length, 4);
  // A shape that the library computed from nothing is no number: the program itself refuses it.
  if (!(bytes > limit)) return;
  throw new WeftError("Unsupported", {
    expected: `at most ${limit} bytes in one tensor, the limit of this graphics adapter`,
    found: `${bytes} bytes: shape [${shape}]`,
    where: `op '${nameOf(shaderKey)}'`,
    next: 'Use engine: "auto", which has no such limit, or fewer rows.',
  });
}

function cannotRun({ shaderKey }: Program, inputs: readonly TensorInfo[], found: string): WeftError {
  const shapes = inputs.map(({ shape }) => `[${shape}]`).join(", ");
  return new WeftError("Unsupported", {
    expected: `op '${nameOf(shaderKey)}' to run on this graphics adapter`,
    found: `${found} (inputs ${shapes})`,
    next: 'Use engine: "auto".',
  });
}

/** A shader's name without the forms of its operands. */
function nameOf(shaderKey: string): string {
  return /^[A-Za-z][A-Za-z_]*[A-Za-z]/.exec(shaderKey)?.[0] ?? shaderKey;
}
