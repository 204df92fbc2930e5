import type { H5Module } from "./library.ts";

const SYMBOL = "__errno_location";

let place: number | undefined;

/**
 * Runs a call during which filters find the C function `__errno_location`.
 *
 * The lzf filter needs it for every array of strings, the library does not export it, and a filter is linked when it is
 * first used. The linker looks names up in a plain object that cannot be reached from here, but what that object
 * inherits counts: for the length of this synchronous call, and invisible to enumeration, that is the missing function.
 */
export function withErrno<T>(module: H5Module, call: () => T): T {
  const memory = place ??= module._malloc(4);
  Object.defineProperty(Object.prototype, SYMBOL, { value: () => memory, configurable: true });
  try {
    return call();
  } finally {
    delete (Object.prototype as Record<string, unknown>)[SYMBOL];
  }
}
