/**
 * Compiled kernels on typed arrays: native code where it may be used, WebAssembly everywhere else.
 *
 * @module
 */
export type { ActivationName } from "./ops/activation.ts";
export type { Block } from "./block.ts";
export type { BlockWatcher, KernelKind, KernelMemory, Kernels } from "./kernels.ts";
export { type KernelOptions, type OpenedKernels, openKernels } from "./open_kernels.ts";
export { sharedKernels } from "./shared_kernels.ts";
