import type { InstalledKernel } from "../../kernel/spec/list_kernels.ts";

/** The places where the kernel is installed, as text: one line each, and what is wrong with it. */
export function kernelTable(kernels: readonly InstalledKernel[]): string {
  if (kernels.length === 0) return "The kernel is not installed. Run weft kernel install.";
  return kernels.map(({ folder, deno, missing }) => {
    if (missing.length === 0) return `${folder}  runs ${deno}`;
    return `${folder}  broken: ${missing.join(" and ")} is gone or unreadable. Run weft kernel install.`;
  }).join("\n");
}
