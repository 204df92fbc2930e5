import { show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Engine } from "../engine/engine.ts";
import { gradientsOf } from "../engine/gradients_of.ts";
import type { Tensor, Variable } from "../engine/tf.ts";
import type { Loss } from "../loss/loss.ts";
import type { EpochLosses } from "./history.ts";

/** A loss, its terms and its gradients, all of which live outside any scope. */
export interface Differentiated {
  /** The loss. */
  readonly loss: Loss;
  /** Gradients by parameter's name; none of parameters that the loss does not hang on. */
  readonly gradients: ReadonlyMap<string, Tensor>;
}

/**
 * A loss and its gradients in some parameters, which the caller frees; must run inside `engine.run`.
 *
 * @throws {WeftError} `InvalidArgument` when the loss hangs on no parameter.
 */
export function differentiate(
  engine: Engine,
  parameters: ReadonlyMap<string, Variable>,
  compute: () => Loss,
): Differentiated {
  let loss: Loss | undefined;
  try {
    const found = gradientsOf(engine, [...parameters.values()] as Tensor[], () => {
      loss = kept(engine, compute());
      return loss.total;
    });
    const gradients = new Map<string, Tensor>();
    for (const [i, name] of [...parameters.keys()].entries()) {
      const gradient = found.gradients[i];
      if (gradient) gradients.set(name, gradient);
    }
    if (gradients.size === 0) throw hangsOnNothing(loss!, parameters.size);
    return { loss: loss!, gradients };
  } catch (error) {
    if (loss) disposeLoss(engine, loss);
    throw error;
  }
}

function hangsOnNothing({ terms }: Loss, nParameters: number): WeftError {
  const names = Object.keys(terms).map(show).join(", ");
  return new WeftError("InvalidArgument", {
    expected: "a loss that hangs on parameters",
    found: names === "" ? "one without terms" : `none of ${nParameters}`,
    ...(names === "" ? {} : { where: `the terms ${names}` }),
    next: "Keep a term that is computed from the network, within the loss.",
  });
}

/** A loss whose tensors outlive the scope. */
export function kept({ tf }: Engine, loss: Loss): Loss {
  for (const { value } of Object.values(loss.terms)) tf.keep(value);
  tf.keep(loss.total);
  return loss;
}

/** A loss's numbers. */
export async function readLosses(engine: Engine, { total, terms }: Loss): Promise<EpochLosses> {
  const names = Object.keys(terms);
  const scalars = [total, ...names.map((name) => terms[name]!.value)];
  const [sum, ...each] = (await Promise.all(scalars.map((scalar) => engine.read(scalar)))).map((value) => value[0]!);
  const values = Object.fromEntries(names.map((name, i) => [name, each[i]!]));
  const weights = Object.fromEntries(names.map((name) => [name, terms[name]!.weight]));
  return { total: sum!, terms: values, weights };
}

/** Frees a loss. */
export function disposeLoss({ tf }: Engine, { total, terms }: Loss): void {
  tf.dispose([total, ...Object.values(terms).map(({ value }) => value)]);
}
