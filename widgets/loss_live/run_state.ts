import type { AnyModel } from "@anywidget/types";
import type { LossLiveState } from "../../src/bridge/protocol/loss_live.ts";
import { arrayOf } from "../shared/arrays.ts";

/** The traits that are no arrays. */
type Plain = Omit<LossLiveState, "curve" | "x" | "y" | "labels" | "others">;

/** A trait of the run as the model has it. */
export function traitOf<K extends keyof Plain>(model: AnyModel, name: K): Plain[K] {
  return model.get(name) as Plain[K];
}

/** The whole curve of the model. */
export function curveOf(model: AnyModel): LossLiveState["curve"] {
  return arrayOf(model.get("curve"), "float32");
}

/** Curves of other runs. */
export function othersOf(model: AnyModel): LossLiveState["others"] {
  const others = model.get("others") as readonly { readonly name: string; readonly curve: unknown }[];
  return others.map(({ name, curve }) => ({ name, curve: arrayOf(curve, "float32") }));
}

/** The spots of the picture and their clusters. */
export function spotsOf(model: AnyModel): Pick<LossLiveState, "x" | "y" | "labels"> {
  return {
    x: arrayOf(model.get("x"), "float32"),
    y: arrayOf(model.get("y"), "float32"),
    labels: arrayOf(model.get("labels"), "uint8"),
  };
}
