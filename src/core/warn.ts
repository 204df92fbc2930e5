/** Writes a line to standard error of the cell. Bound when it is called: the kernel paces the console before. */
export function warn(text: string): void {
  globalThis.console.error.call(globalThis.console, text);
}
