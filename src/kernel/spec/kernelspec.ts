import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Json } from "../wire/message.ts";

/** Name of the kernel in Jupyter's lists and in the metadata of notebooks. */
export const KERNEL_NAME = "weft";

/** The folder of the kernel's specification below a folder of Jupyter's data. */
export function specFolder(data: string): string {
  return join(data, "kernels", KERNEL_NAME);
}

/**
 * The specification by which Jupyter starts the kernel.
 *
 * @param deno Path of the Deno that runs it.
 */
export function kernelspec(deno: string): Json {
  const main = fileURLToPath(new URL("../main.ts", import.meta.url));
  return {
    argv: [deno, "run", "-A", "--quiet", "--no-config", "--no-lock", main, "{connection_file}"],
    "display_name": "Deno (weft)",
    language: "typescript",
    "interrupt_mode": "message",
    metadata: { debugger: false },
  };
}
