import { checkLength } from "../core/check.ts";
import type { Annotated } from "../data/annotated.ts";
import type { InputOptions } from "../methods/method.ts";
import { unpackTissue } from "./packed/unpack_tissue.ts";
import { checkSlots } from "../methods/slot_need.ts";
import { packVariant, readsOf } from "./study_work.ts";
import type { Variant } from "./variant.ts";

/**
 * Makes sure that every variant can be trained on an object, before the first one is.
 *
 * @throws {WeftError} What the method throws: `NotFound` for a slot, `BadValues` for what is not finite …
 */
export function checkVariants(data: Annotated, variants: readonly Variant[], options: InputOptions): void {
  for (const variant of variants) {
    const { data: read, modalities, inputs } = readsOf(data, variant, options);
    checkLength(read.nObs, data.nObs, `spots that '${variant.name}' reads`, "those of the study");
    checkSlots(read, variant.method.slots(modalities, inputs));
    variant.method.inputs(unpackTissue(packVariant(data, variant, options)), inputs);
  }
}
