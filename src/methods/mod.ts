/**
 * Methods that embed the modalities of a tissue, behind one contract.
 *
 * @module
 */
export type {
  Clock,
  Disposable,
  InputLayout,
  InputOptions,
  Method,
  ModalityLayout,
  Network,
  PrepareOptions,
  SlopeRule,
} from "./method.ts";
export { type MethodFactory, methods } from "./methods.ts";
export { checkSlots, type SlotNeed } from "./slot_need.ts";
export type { ModalityWeight, SmartConfig, SmartOptions } from "./smart/config.ts";
export { smart } from "./smart/mod.ts";
export type { SmartPreset } from "./smart/presets.ts";
