import type { Engine } from "../../src/engine/engine.ts";
import { gradientsOf } from "../../src/engine/gradients_of.ts";
import type { Tensor } from "../../src/engine/tf.ts";
import type { Adam } from "../../src/nn/adam.ts";
import { ParameterSet, type Weights } from "../../src/nn/parameter_set.ts";
import type { Sgd } from "../../src/nn/sgd.ts";

/** What is trained, and how. */
export interface StepperParts {
  /** Where it runs. */
  readonly engine: Engine;
  /** First weights by name. */
  readonly weights: ReadonlyMap<string, Weights>;
  /** Moves the weights. */
  readonly optimizer: Adam | Sgd;
  /** The loss at a step, counted from 0. */
  readonly loss: (parameter: (name: string) => Tensor, step: number) => Tensor;
}

/** A training of a loss that no method has yet: one update at a time, through the tensor library's tape. */
export class Stepper {
  /** The losses so far. */
  readonly losses: number[] = [];
  readonly #parts: StepperParts;
  readonly #parameters: ParameterSet;

  /** Puts the weights on the engine. */
  constructor(parts: StepperParts) {
    this.#parts = parts;
    this.#parameters = new ParameterSet(parts.engine);
    for (const [name, weights] of parts.weights) this.#parameters.add(name, weights);
  }

  /** First, second and last loss. */
  get shownLosses(): number[] {
    return [this.losses[0]!, this.losses[1] ?? NaN, this.losses.at(-1)!];
  }

  /** One update; its loss is that before the update. */
  step(): void {
    const { engine, optimizer, loss } = this.#parts;
    const { trainable } = this.#parameters;
    const value = engine.run(() => {
      const parameter = (name: string): Tensor => trainable.get(name)!;
      const compute = () => loss(parameter, this.losses.length);
      const found = gradientsOf(engine, [...trainable.values()] as Tensor[], compute);
      const gradients = new Map([...trainable.keys()].map((name, i) => [name, found.gradients[i]!]));
      optimizer.step(trainable, gradients);
      const value = (found.value.dataSync() as Float32Array)[0]!;
      engine.tf.dispose([found.value, ...gradients.values()]);
      return value;
    });
    this.losses.push(value);
  }
}
