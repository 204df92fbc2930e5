import type { Annotated } from "../data/annotated.ts";
import type { InputOptions } from "../methods/method.ts";
import { packSlots } from "./packed/pack_slots.ts";
import { unpackTissue } from "./packed/unpack_tissue.ts";
import { checkSlots } from "../methods/slot_need.ts";
import { modalitiesSeen } from "./study_work.ts";
import type { Variant } from "./variant.ts";

/**
 * Makes sure that every variant can be trained on an object, before the first one is.
 *
 * @throws {WeftError} What the method throws: `NotFound` for a slot, `BadValues` for what is not finite …
 */
export function checkVariants(data: Annotated, variants: readonly Variant[], options: InputOptions): void {
  for (const variant of variants) {
    const names = modalitiesSeen(data, variant);
    const needs = variant.method.slots(names, options);
    checkSlots(data, needs);
    variant.method.inputs(unpackTissue(packSlots(data, needs, names)), options);
  }
}
