import type { InputLayout, Method, PrepareOptions } from "./method.ts";

/** A method's inputs, completed with what takes long to find if it looks for anything. */
export async function connected(method: Method, inputs: InputLayout, options: PrepareOptions): Promise<InputLayout> {
  return await method.connect?.(inputs, options) ?? inputs;
}
