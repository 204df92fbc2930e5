import { WeftError } from "../core/error.ts";
import { binary } from "../kernels/ops/elementwise.ts";
import { type Tape, type TapeNode, tapeOf, WEFT_OP } from "./backend/tape.ts";
import type { TensorInfo } from "./backend/tensor_info.ts";
import type { WeftBackend } from "./backend/weft_backend.ts";
import type { Engine } from "./engine.ts";
import type { Tensor } from "./tf.ts";

/** A scalar and its gradients, which live outside any scope: the caller frees them. */
export interface ScalarGradients {
  /** The scalar. */
  readonly value: Tensor;
  /** Its gradients in the order of the inputs; `undefined` in an input that it does not hang on. */
  readonly gradients: readonly (Tensor | undefined)[];
}

/**
 * A scalar and its gradients in some tensors; must run inside `engine.run`.
 *
 * On compiled kernels what was recorded is gone through here, in the library's order, so that results are the same, but
 * without a scope around every gradient; and what an op keeps is freed as soon as its gradient is made.
 *
 * @throws {WeftError} `Unsupported` when an op on the way has no gradient.
 */
export function gradientsOf(engine: Engine, inputs: readonly Tensor[], compute: () => Tensor): ScalarGradients {
  const { backend } = engine;
  const tape = tapeOf(engine.tf);
  if (!backend || tape.state.gradientDepth > 0) {
    const { value, grads } = tape.gradients(compute, inputs, undefined, true);
    return { value: tape.keep(value), gradients: grads.map((gradient) => gradient && tape.keep(gradient)) };
  }
  tape.startScope();
  try {
    const value = record(tape, compute);
    const found = new GradientSums(engine, backend, value, inputs);
    for (const { node, names } of nodesFrom(inputs, tape.state.activeTape!).reverse()) found.passThrough(node, names);
    return { value: tape.keep(value), gradients: inputs.map(({ id }) => found.kept(id)) };
  } finally {
    for (const { saved } of tape.state.activeTape ?? []) for (const tensor of saved) tensor.dispose();
    tape.state.activeTape = null;
    tape.endScope(undefined);
  }
}

function record(tape: Tape, compute: () => Tensor): Tensor {
  let value: Tensor | undefined;
  tape.startScope();
  tape.startTape();
  try {
    return value = compute();
  } finally {
    tape.endTape();
    tape.endScope(value);
  }
}

/** Ops that hang on the inputs, and by which of what they read. */
function nodesFrom(
  inputs: readonly Tensor[],
  nodes: readonly TapeNode[],
): { readonly node: TapeNode; readonly names: readonly string[] }[] {
  const moved = new Set(inputs.map(({ id }) => id));
  const found = [];
  for (const node of nodes) {
    const names = Object.keys(node.inputs).filter((name) => moved.has(node.inputs[name]!.id));
    if (names.length === 0) continue;
    for (const { id } of node.outputs) moved.add(id);
    found.push({ node, names });
  }
  return found;
}

/** Gradients on their way back from a scalar, by the number of the tensor they belong to. */
class GradientSums {
  readonly #engine: Engine;
  readonly #backend: WeftBackend;
  readonly #wanted: ReadonlySet<number>;
  readonly #sums: Map<number, Tensor>;

  constructor(engine: Engine, backend: WeftBackend, value: Tensor, inputs: readonly Tensor[]) {
    this.#engine = engine;
    this.#backend = backend;
    this.#wanted = new Set(inputs.map(({ id }) => id));
    this.#sums = new Map([[value.id, engine.tf.ones(value.shape)]]);
  }

  /** A gradient, taken out of its scope. */
  kept(id: number): Tensor | undefined {
    const sum = this.#sums.get(id);
    return sum && tapeOf(this.#engine.tf).keep(sum);
  }

  /** From the gradients of an op's outputs to those of its inputs, if there are any. */
  passThrough({ kernelName, inputs, outputs, saved, gradient }: TapeNode, names: readonly string[]): void {
    const dys = outputs.map(({ id }) => this.#sums.get(id));
    if (dys.every((dy) => dy === undefined)) return;
    if (!gradient) {
      throw new WeftError("Unsupported", { expected: `a gradient of ${kernelName}`, found: "none" });
    }
    const ways = gradient(dys);
    const made = names.map((name) => kernelName === WEFT_OP ? ways[name]!() : this.#scoped(ways[name]!));
    for (const { id } of outputs) if (!this.#wanted.has(id)) this.#sums.delete(id);
    names.forEach((name, i) => this.#add(inputs[name]!.id, made[i]!));
    for (const tensor of [...dys, ...made, ...saved]) if (tensor) this.#release(tensor);
  }

  /** The library's own gradients leave behind what they need on the way. */
  #scoped(way: () => Tensor): Tensor {
    const tape = tapeOf(this.#engine.tf);
    let made: Tensor | undefined;
    tape.startScope();
    try {
      return made = way();
    } finally {
      tape.endScope(made);
    }
  }

  #add(id: number, more: Tensor): void {
    const sum = this.#sums.get(id);
    if (!sum) return void this.#sums.set(id, more);
    const info = sum as unknown as TensorInfo;
    if (this.#holders(sum) > 1 || this.#backend.refCount(info.dataId) > 1) {
      this.#sums.set(id, this.#engine.tf.add(sum, more));
      this.#release(sum);
    } else {
      const [a, b] = [info, more as unknown as TensorInfo].map((tensor) => this.#backend.block(tensor));
      const inner = { length: sum.size, a: 1, b: 1 };
      binary(this.#backend.kernels, "binaryAdd", { a: a!, b: b!, out: a! }, { total: sum.size, inner, outer: [0] });
    }
  }

  /** Frees a tensor that is no gradient any more. */
  #release(tensor: Tensor): void {
    if (this.#holders(tensor) === 0) tensor.dispose();
  }

  #holders(tensor: Tensor): number {
    let holders = 0;
    for (const sum of this.#sums.values()) if (sum === tensor) holders++;
    return holders;
  }
}
