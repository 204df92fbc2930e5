import type { Engine } from "../../engine/engine.ts";
import type { Tensor } from "../../engine/tf.ts";
import type { CellTensors } from "./cells.ts";

/** The cells of the last mini-batch on the engine: both of its updates read the same. */
export class HeldCells {
  #cells: Int32Array | undefined;
  #tensors: CellTensors | undefined;

  /** The tensors of these cells, made unless it holds them; they replace those it held. */
  of(engine: Engine, cells: Int32Array, make: () => CellTensors): CellTensors {
    if (this.#cells === cells && this.#tensors) return this.#tensors;
    this.dispose();
    const made = make();
    for (const tensor of tensorsOf(made)) engine.tf.keep(tensor);
    this.#cells = cells;
    return this.#tensors = made;
  }

  /** Frees the engine's memory. */
  dispose(): void {
    if (this.#tensors) { for (const tensor of tensorsOf(this.#tensors)) tensor.dispose(); }
    this.#tensors = undefined;
  }
}

function tensorsOf({ x, counts, size, modalityOneHot, batchOneHot }: CellTensors): Tensor[] {
  return [x, counts, size, modalityOneHot, ...batchOneHot];
}
