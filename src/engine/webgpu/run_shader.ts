import type { TensorInfo } from "../backend/tensor_info.ts";
import type { Uniform, WebgpuBackend } from "./webgpu_backend.ts";

/** One of our own compute shaders. */
export interface Shader {
  /** Its name, one for each different body. */
  readonly name: string;
  /** What its body calls the operands. */
  readonly operands: readonly string[];
  /** WGSL of what an invocation does, whose number is `index`; it stays below `count`. */
  readonly body: string;
  /** Declarations of the numbers it reads besides, such as `"scale : f32,"`. */
  readonly uniforms?: string | undefined;
}

/** What a shader is run on. */
export interface ShaderCall {
  /** The operands, in the shader's order. */
  readonly operands: readonly TensorInfo[];
  /** Shape of the result. */
  readonly shape: readonly number[];
  /** Invocations; by default one for each element of the result. */
  readonly count?: number | undefined;
  /** The numbers it reads besides. */
  readonly uniforms?: readonly Uniform[] | undefined;
}

/** Invocations of a workgroup. */
const GROUP = 64;
const MOST_GROUPS = 65_535;

/** Runs a shader; the result is a float32 tensor of the backend. */
export function runShader(backend: WebgpuBackend, shader: Shader, call: ShaderCall): TensorInfo {
  const { operands, shape, uniforms = [] } = call;
  const { count = shape.reduce((product, length) => product * length, 1) } = call;
  const groups = Math.ceil(count / GROUP);
  const program = {
    variableNames: shader.operands,
    outputShape: shape,
    shaderKey: `weft_${shader.name}`,
    workgroupSize: [GROUP, 1, 1],
    uniforms: `count : i32, ${shader.uniforms ?? ""}`,
    dispatchLayout: { x: [0] },
    dispatch: [Math.min(MOST_GROUPS, groups), Math.ceil(groups / MOST_GROUPS), 1],
    getUserCode: () => `fn main(index : i32) { if (index < uniforms.count) { ${shader.body} } }`,
  };
  const numbers = [{ type: "int32", data: [count] } as const, ...uniforms];
  return backend.runWebGPUProgram(program, operands, "float32", numbers);
}
