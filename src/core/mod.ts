/**
 * What every room stands on: tagged errors, seeded randomness, progress and abort.
 *
 * @module
 */
export { type ErrorFields, type ErrorTag, WeftError } from "./error.ts";
export { cosineLr, type CosineLrOptions } from "./cosine_lr.ts";
export { isWeftError } from "./is_weft_error.ts";
export { DISPLAY, type DisplayBundle, displayBundle, liveBundle, registerRenderer } from "./renderers.ts";
export { interrupt, interruptSignal, onInterrupt } from "./interrupt.ts";
export { Rng } from "./rng.ts";
export { VERSION } from "./version.ts";
export type { Progress, Watched } from "./progress.ts";
